"""A warm kernel is what a cold one is: the same surroundings, nothing shared, nothing left, and it may fail."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.manager import KernelManager

from coursekit.course import find_course
from coursekit.grading.autograde import launch
from coursekit.grading.autograde.autograde import never
from coursekit.grading.autograde.run import run_notebook
from coursekit.grading.autograde.selftest import answer
from coursekit.grading.autograde.workdir import opened_room
from coursekit.grading.model import Layout, Settings
from coursekit.grading.sandbox import available as protection
from coursekit.grading.sandbox import kernelspec
from coursekit.grading.sandbox.kernelspec import KERNELS, SANDBOX, add_kernelspec, start_kernel_server
from coursekit.session.apart import UNSEEN
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

LACKING = protection.lacking()
# On the course's own CI nothing is skipped: .ci/run installs bubblewrap.
pytestmark = [
    pytest.mark.xdist_group("warm"),
    pytest.mark.skipif(bool(LACKING) and not os.environ.get("CI"), reason=LACKING),
]
if not LACKING:
    from coursekit.grading.processes.fork_client import SERVERS, Servers, WarmError, ask
    from coursekit.grading.processes.runner_process import RunnerProcess

SHEET = "07-small.ipynb"
LAYOUT = Layout.of(find_course())
COURSE = {"data/members.csv": b"country\nCanada\n"}
# Prints what a notebook could see of where it runs.
PROBE = """
import gc, json, locale, logging, os, random, resource, signal, sys, threading, time, warnings
import matplotlib, numpy, pandas

def target(number):
    try:
        return os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        return "closed"

status = dict(line.rstrip("\\n").split(":\\t", 1) for line in open("/proc/self/status") if ":\\t" in line)
print(json.dumps({
    "environ": dict(os.environ), "path": sys.path, "argv": sys.argv, "orig_argv": sys.orig_argv,
    "flags": str(sys.flags), "cwd": os.getcwd(), "umask": os.umask(0o22),
    "file": sys.modules["__main__"].__dict__.get("__file__"),
    "signals": {one.name: str(signal.getsignal(one)).split(" at 0x")[0] for one in signal.Signals},
    "mask": str(signal.pthread_sigmask(0, [])), "nice": os.nice(0), "scheduler": os.sched_getscheduler(0),
    "status": {name: value for name, value in status.items() if name.startswith(("Cap", "Sig")) or name in (
        "Name", "NoNewPrivs", "Groups", "Uid", "Gid", "Seccomp", "Threads", "CoreDumping", "FDSize", "Umask", "PPid")},
    "limits": {one: resource.getrlimit(getattr(resource, one)) for one in dir(resource) if one.startswith("RLIMIT")},
    "oom": open("/proc/self/oom_score_adj").read(), "exe": os.readlink("/proc/self/exe"),
    "mounts": open("/proc/self/mountinfo").read().splitlines(),
    "matplotlib": [matplotlib.get_configdir(), matplotlib.get_cachedir(), matplotlib.get_backend()],
    "style": str(matplotlib.rcParams),
    "pandas": [pandas.get_option(name) for name in ("display.max_rows", "display.width")],
    "numpy": [str(numpy.geterr()), str(numpy.get_printoptions())],
    "locale": [locale.getlocale(), locale.setlocale(locale.LC_ALL)], "zone": time.tzname, "hash": hash("member"),
    "gc": [gc.isenabled(), gc.get_threshold()], "recursion": sys.getrecursionlimit(),
    "switch": sys.getswitchinterval(),
    "streams": [str(type(one)) for one in (sys.stdout, sys.stderr, sys.stdin)], "bytecode": sys.dont_write_bytecode,
    "finders": [str(type(one)) for one in sys.meta_path], "hooks": len(sys.path_hooks),
    "warnings": sorted(map(str, warnings.filters)), "logging": [str(logging.root.handlers), logging.root.level],
    "names": sorted(name for name in globals() if not name.startswith("_")),
    "grading": [name for name in sys.modules if "grading" in name],
    "files": sorted({target(number) for number in os.listdir("/proc/self/fd")} - {"closed"}),
    "descriptors": len(os.listdir("/proc/self/fd")), "threads": threading.active_count(),
    "modules": sorted(sys.modules), "figures": __import__("matplotlib.pyplot").pyplot.get_fignums(),
    "random": [random.random(), numpy.random.random(), os.urandom(8).hex()],
}))
"""
# What may differ: a warm kernel has more modules, and zmq sizes its pools by chance.
NOT_COMPARED = {"modules", "random", "descriptors"}

Kernel = Callable[[str], Any]


@contextmanager
def room_of(*, warm: bool) -> Iterator[KernelManager]:
    """A kernel in a room, as any program gets it from jupyter_client."""
    with opened_room("one.ipynb", COURSE, LAYOUT) as room, pytest.MonkeyPatch.context() as patch:
        for name, value in add_kernelspec(room.path, LAYOUT, warm=warm).items():
            patch.setenv(name, value)
        manager = KernelManager(kernel_name=SANDBOX)
        manager.start_kernel()
        try:
            yield manager
        finally:
            manager.shutdown_kernel(now=True)


@contextmanager
def client_of(manager: KernelManager) -> Iterator[Any]:
    """A client of a kernel; one at a time, because those of one manager have one name."""
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(60)
        yield client
    finally:
        client.stop_channels()


@contextmanager
def kernel(*, warm: bool) -> Iterator[Kernel]:
    """A kernel in a room: a function that runs code and reads the JSON that it prints."""
    with room_of(warm=warm) as manager, client_of(manager) as client:
        yield lambda code: asked(client, code)


def asked(client: Any, code: str) -> Any:  # noqa: ANN401 - jupyter_client's class, and JSON
    words: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        content = message["content"]
        words.append(content["text"] if content.get("name") == "stdout" else "")

    client.execute_interactive(code, output_hook=hear, timeout=60)
    return json.loads("".join(words).strip().splitlines()[-1])


def probed(*, warm: bool) -> dict[str, Any]:
    with kernel(warm=warm) as run:
        text = json.dumps(run(PROBE))
    # Each room has a folder, sockets and mounts with names and numbers of its own.
    for pattern in (r"coursekit-[\w-]+", r"bindfile\w+", r"(?<=\[)\d+(?=\])"):
        text = re.sub(pattern, "OWN", text)
    found: dict[str, Any] = json.loads(text)
    found["mounts"] = [re.sub(r"\b\d+\b", "N", line) for line in found["mounts"]]
    return found


@pytest.fixture(scope="module")
def cold() -> dict[str, Any]:
    return probed(warm=False)


@pytest.fixture(scope="module")
def warm() -> dict[str, Any]:
    return probed(warm=True)


def test_a_warm_kernel_sees_what_a_cold_one_sees(cold: dict[str, Any], warm: dict[str, Any]) -> None:
    different = {name: (cold[name], warm[name]) for name in cold.keys() - NOT_COMPARED if cold[name] != warm[name]}
    assert different == {}
    assert set(warm["modules"]) >= set(cold["modules"])
    assert abs(warm["descriptors"] - cold["descriptors"]) < 8


def test_two_warm_kernels_share_no_random_numbers(warm: dict[str, Any]) -> None:
    again = probed(warm=True)["random"]
    assert not set(again) & set(warm["random"])


def test_what_one_learner_changes_the_next_does_not_meet(warm: dict[str, Any]) -> None:
    with kernel(warm=True) as run:
        run(
            "import os, sys, builtins, pandas, matplotlib\nos.environ['MINE'] = '1'\nbuiltins.mine = 1\n"
            "pandas.set_option('display.max_rows', 3)\nmatplotlib.rcParams['font.size'] = 99\n"
            "sys.path.append('/mine')\n"
            "pandas.DataFrame.sum = None\nopen('/tmp/mine', 'w').write('x')\nopen('mine', 'w').write('x')\nprint('{}')"
        )
    with kernel(warm=True) as run:
        seen = run(
            "import builtins, json, os, sys, pandas, matplotlib\nprint(json.dumps([os.environ.get('MINE'), "
            "hasattr(builtins, 'mine'), pandas.get_option('display.max_rows') == 3, matplotlib.rcParams['font.size'] "
            "== 99, '/mine' in sys.path, pandas.DataFrame.sum is None, os.path.exists('/tmp/mine'), "
            "os.path.exists('mine')]))"
        )
    assert seen == [None, *[False] * 7]
    again = probed(warm=True)
    assert {name: again[name] for name in again.keys() - NOT_COMPARED} == {
        name: warm[name] for name in warm.keys() - NOT_COMPARED
    }


def test_a_warm_kernel_can_be_interrupted_and_restarted_and_its_death_is_seen() -> None:
    with room_of(warm=True) as manager:
        with client_of(manager) as client:
            # As nbval asks: else the kernel refuses what comes in the same moment as its reply.
            client.execute("mine = 1\nprint('on', flush=True)\nwhile True:\n    pass", stop_on_error=False)
            while client.get_iopub_msg(timeout=20)["content"].get("text") != "on\n":
                pass
            manager.interrupt_kernel()
            assert client.get_shell_msg(timeout=20)["content"]["ename"] == "KeyboardInterrupt"
            assert asked(client, "print(mine)") == 1
        manager.restart_kernel(now=True)
        with client_of(manager) as client:
            assert asked(client, "print(int('mine' in globals()))") == 0
            client.execute("import ctypes, os\nctypes.CDLL(None).kill(os.getpid(), 9)")
            until = time.monotonic() + 20
            while manager.is_alive() and time.monotonic() < until:
                time.sleep(0.05)
            assert not manager.is_alive()


def test_a_runner_is_forked_too() -> None:
    # Where its server does not work, a fresh one is started, which would be slower and otherwise the same.
    process, not_forked = launch.start_runner(warm=True)
    try:
        assert isinstance(process, RunnerProcess), not_forked
    finally:
        process.stdin.close()
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_warm_kernel_draws_a_figure_once_and_only_to_show_it() -> None:
    draw = (
        "import matplotlib.pyplot as plt\ndrawn = []\nfig, ax = plt.subplots()\n"
        "fig.canvas.mpl_connect('draw_event', lambda event: drawn.append(event.name))"
    )
    counts = []
    for warm in (False, True):
        with room_of(warm=warm) as manager, client_of(manager) as client:
            shown: list[str] = []
            hear: Any = lambda message, shown=shown: shown.extend(message["content"].get("data", ()))  # noqa: E731 - two lines
            client.execute_interactive(draw, output_hook=hear, timeout=60)
            assert "image/png" in shown
            counts.append(asked(client, "print(len(drawn))"))
    assert counts[1] == 1
    assert counts[0] > 1


def test_a_learner_can_still_switch_drawing_off_and_on() -> None:
    code = "import matplotlib.pyplot as plt\nplt.ioff()\nplt.subplots()\nplt.ion()\nprint(len(plt.get_fignums()))"
    found = []
    for warm in (False, True):
        with kernel(warm=warm) as run:
            found.append(run(code))
    assert found[0] == found[1] == 1


def test_a_trial_tells_a_forked_kernel_from_a_cold_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(sandbox=True, warm=True).not_forked == {}
    assert answer(sandbox=True, warm=False).not_forked == {}
    monkeypatch.setattr(kernelspec, "start_kernel_server", lambda _: "coursekit-nobody")
    monkeypatch.setattr(launch, "_runners_server", lambda: "coursekit-nobody")
    not_forked = answer(sandbox=True, warm=True).not_forked
    assert sorted(not_forked) == ["kernel", "runner"]
    assert all("does not answer" in why for why in not_forked.values())


def test_a_killed_server_costs_nobody_anything(
    course: Any,  # noqa: ANN401 - conftest's
    learner: Any,  # noqa: ANN401 - conftest's
    tmp_path: Path,
) -> None:
    name = start_kernel_server(LAYOUT)
    SERVERS.close()
    with pytest.raises(WarmError, match="does not answer"):
        ask(name, {}, [])
    with kernel(warm=True) as run:
        for number in SERVERS.numbers():
            os.kill(number, signal.SIGSTOP)
            os.kill(number, signal.SIGKILL)
        assert run("print(1)") == 1
    assert outcomes(course, learner, tmp_path) == {"t7-1": "passed", "t7-2": "passed", "t7-3": "passed"}


def outcomes(course: Any, learner: Any, tmp_path: Path) -> dict[str, str]:  # noqa: ANN401 - conftest's
    path = tmp_path / "in" / "Ada" / SHEET
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(learner()), encoding="utf-8")
    words = ["--out", str(tmp_path / "out"), "--master", str(course.solutions), "--sandbox", "on"]
    assert main(["grade", str(tmp_path / "in"), *words]) == 0
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["grade_id"]: row["outcome"] for row in csv.DictReader(file) if row["grade_id"] < "t7-4"}


def test_a_request_that_makes_no_sense_is_answered_in_words() -> None:
    name = start_kernel_server(LAYOUT)
    with pytest.raises(WarmError, match=r"KeyError|ValueError"):
        ask(name, {"nonsense": 1}, [])
    with kernel(warm=True) as run:
        assert run("print(2)") == 2


def test_a_room_cannot_reach_the_servers() -> None:
    name = start_kernel_server(LAYOUT)
    with kernel(warm=True) as run:
        code = f"""
            import json, socket
            with socket.socket(socket.AF_UNIX) as link:
                print(json.dumps(link.connect_ex(chr(0) + {name!r})))
            """
        assert run(textwrap.dedent(code)) == 111  # connection refused: there is no such name in the room


def test_servers_end_when_their_owner_is_killed() -> None:
    code = (
        "from coursekit.grading.sandbox import kernelspec\n"
        "from coursekit.grading.model import Layout\n"
        "from coursekit.grading.processes.fork_client import SERVERS\nimport time\n"
        "kernelspec.start_kernel_server(Layout())\nprint(*SERVERS.numbers(), flush=True)\ntime.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    numbers = [int(word) for word in owner.stdout.readline().split()]
    owner.kill()
    owner.wait()
    owner.stdout.close()
    until = time.monotonic() + 120
    while any(alive(number) for number in numbers) and time.monotonic() < until:
        time.sleep(0.1)
    assert numbers
    assert [number for number in numbers if alive(number)] == []


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_server_is_started_once_and_again_when_it_has_ended() -> None:
    servers = Servers()
    try:
        first = servers.socket_of(KERNELS, dict(os.environ))
        assert servers.socket_of(KERNELS, dict(os.environ)) == first
        os.kill(servers.numbers()[0], signal.SIGKILL)
        time.sleep(0.2)
        assert servers.socket_of(KERNELS, dict(os.environ)) != first
    finally:
        servers.close()


# A cell that draws, with a label that hangs out of the figure, as rotated names of months do.
DRAWS = """
import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(4, 2))
ax.plot([12, 15])
ax.set_title("a title that is much longer than the figure is wide, as learners' titles sometimes are")
ax.set_xlabel("a label\\n\\nof several\\n\\nlines")
"""


def drawing(*tags: str) -> dict[str, Any]:
    """Return a code cell that draws, with tags."""
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": DRAWS, "execution_count": 1, "outputs": []}


def shown_by(*cells: dict[str, Any], warm: bool) -> list[list[tuple[str, str]]]:
    """Run cells as a grader does, and return the kind and the text of what each showed."""
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    text = json.dumps({"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    run = run_notebook(text, "draws.ipynb", Settings(course=COURSE, sandbox=True, warm=warm, layout=LAYOUT), never)
    return [[(output.kind, output.text) for output in run.cells[at].shown] for at in range(len(cells))]


@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
def test_only_a_cell_that_a_page_shows_costs_a_picture(*, warm: bool) -> None:
    unseen, seen = shown_by(drawing(UNSEEN), drawing(), warm=warm)
    assert "png" not in dict(unseen)
    assert "png" in dict(seen)


def test_a_picture_that_is_measured_first_is_the_one_that_a_cold_kernel_draws() -> None:
    [[*_, warm]], [[*_, cold]] = (shown_by(drawing(), warm=warm) for warm in (True, False))
    assert warm[0] == "png"
    assert warm == cold
