"""What protection this machine gives, found by trying."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import entry_points

from coursekit.grading.sandbox.kernelspec import SANDBOX

TRY_S = 20
_HOW = "apt-get install bubblewrap, or your distribution's way"


@cache
def lacking() -> str:
    """Return why there is no sandbox for kernels here; empty when there is."""
    if sys.platform != "linux":
        return "the sandbox needs Linux"
    for program in ("bwrap", "prlimit"):
        if shutil.which(program) is None:
            return f"{program} is not installed ({_HOW})"
    if not entry_points(group="jupyter_client.kernel_provisioners", name=SANDBOX):
        return "this installation is older than the sandbox; install the course again"
    words = ["bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--ro-bind", "/", "/", "true"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=TRY_S, check=False)  # noqa: S603 - our own command
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run ({error})"
    return "" if done.returncode == 0 else f"bubblewrap may not make a sandbox here ({done.stderr.strip()[-200:]})"
