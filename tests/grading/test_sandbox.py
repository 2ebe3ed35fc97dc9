# ruff: noqa: E501 - the code of a case stands in one piece
"""Notebooks that try to leave their room, to fill the machine or to stop it: exact outcomes, nothing harmed.

Linux with bubblewrap; elsewhere these tests say what is missing.
"""

from __future__ import annotations

import csv
import json
import os
import re
import socket
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coursekit.grading.autograde.workdir import opened_room
from coursekit.grading.model import Layout
from coursekit.grading.processes.usage import RoomUse, use_of
from coursekit.grading.sandbox import available as protection
from coursekit.grading.sandbox.bubblewrap import TMP, Limits, command, libraries
from thirteenth.cli import main

LACKING = protection.lacking()
# On the course's own CI nothing is skipped: .ci/run installs bubblewrap.
pytestmark = [
    pytest.mark.xdist_group("sandbox"),
    pytest.mark.skipif(bool(LACKING) and not os.environ.get("CI"), reason=LACKING),
]

SHEET = "07-small.ipynb"
SECRET = "the-instructor-keeps-this"  # noqa: S105 - not a password: a word to be looked for
MARKER = "98765.4321"
PASSED = {"t7-1": "passed", "t7-2": "passed", "t7-3": "passed", "t7-4": "to be read", "t7-5": "passed"}
LIBC = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"


def refused(attempt: str, *, before: str = "") -> str:
    """The answer is right only when the attempt ends in an error of the system."""
    body = textwrap.indent(attempt, "    ")
    return f"{before}\ntry:\n{body}\nexcept (OSError, MemoryError):\n    total = 93\nelse:\n    total = -1"


def holds(condition: str, *, before: str = "") -> str:
    """The answer is right only when this holds in the room."""
    return f"{before}\ntotal = 93 if ({condition}) else -1"


# What is tried, as the answer to task 3. The answer is right if the attempt fails; {…} is filled in by the fixture.
TRIES: dict[str, str] = {
    "looks for a network": holds("[name for _, name in socket.if_nameindex()] == ['lo']", before="import socket"),
    "asks for a way to the internet": refused(
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))", before="import socket"
    ),
    "calls a server of this machine": refused("socket.create_connection(('127.0.0.1', {port}), 2)", before="import socket"),
    "reads the masters": refused("open('{solutions}/07-small.ipynb').read()"),
    "reads the gradebook": refused("open('{out}/gradebook.sqlite', 'rb').read()"),
    "reads a neighbour": refused("open('{handed_in}/innocent/07-small.ipynb').read()"),
    "reads the instructor's home": holds(
        "seen <= {python}", before="import os\ntry:\n    seen = set(os.listdir('{home}'))\nexcept OSError:\n    seen = set()"
    ),
    "reads the passwords": refused("open('/etc/shadow').read()"),
    "follows a link out": refused(
        "Path('out').symlink_to('{solutions}')\nPath('out/07-small.ipynb').read_text()", before="from pathlib import Path"
    ),
    "reads the environment": holds("'{secret}' not in str(os.environ)", before="import os"),
    "reads the environments of others": holds(
        "not any(b'{secret}' in path.read_bytes() for path in Path('/proc').glob('[0-9]*/environ') if os.access(path, os.R_OK))",
        before="import os\nfrom pathlib import Path",
    ),
    "looks for the grader": holds(
        "not any('pytest' in path.read_text() for path in Path('/proc').glob('[0-9]*/cmdline'))",
        before="from pathlib import Path",
    ),
    "leaves by the first process's root": refused("open('/proc/1/root{solutions}/07-small.ipynb').read()"),
    "writes into the data": refused("open('../data/members.csv', 'a').write('Atlantis')"),
    "writes into the library": refused(
        "Path(thirteenth.__file__).with_name('own.py').write_text('pass')", before="from pathlib import Path\nimport thirteenth"
    ),
    "writes bytecode": refused(
        "py_compile.compile(thirteenth.__file__, doraise=True)", before="import py_compile, thirteenth"
    ),
    "writes into the system": refused("open('/usr/bin/own', 'w')"),
    "has rights": holds(
        "'NoNewPrivs:\\t1' in words and 'CapEff:\\t0000000000000000' in words",
        before="words = open('/proc/self/status').read()",
    ),
    "becomes root": refused("os.setuid(0)", before="import os"),
    "mounts": holds("libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == -1", before=LIBC),
    "makes a user namespace": refused("if libc.unshare(0x10000000):\n    raise OSError", before=LIBC),
    "traces the grader": holds("libc.ptrace(16, {pid}, None, None) == -1", before=LIBC),
    "kills the grader": refused("os.kill({pid}, 9)", before="import os"),
    "stops the grader": refused("os.kill({pid}, 19)", before="import os"),
    "changes the clock": refused("time.clock_settime(time.CLOCK_REALTIME, 0.0)", before="import time"),
    "changes its language": "import locale, os, time\nos.environ['TZ'] = 'Asia/Tokyo'\ntime.tzset()\nlocale.setlocale(locale.LC_ALL, 'C')\ntotal = 93",
    "takes sixteen gigabytes": refused("bytearray(16 << 30)"),
    "fills the disk": refused("with open('/tmp/big', 'wb') as file:\n    while True:\n        file.write(b'x' * 1_000_000)"),
    "fills its home": refused("for n in range(10_000):\n    Path.home().joinpath(str(n)).write_bytes(b'x' * 1_000_000)", before="from pathlib import Path"),
    "kills the first process": "import os, signal\nos.kill(1, signal.SIGKILL)\nos.kill(1, signal.SIGSTOP)\ntotal = 93",
    "leaves a daemon": "import subprocess\nsubprocess.Popen(['setsid', 'nohup', 'sleep', '{marker}'])\ntotal = 93",
    "colours the terminal": "print('\\x1b]0;owned\\x07\\x1b[2J\\x1b[31m')\ntotal = -1",
}  # fmt: skip
# What brings its own kernel down, or stops it; the task's outcome.
ENDS: dict[str, tuple[str, str]] = {
    "stops itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", "timeout"),
    "reads at address 0": ("import ctypes\nctypes.string_at(0)", "kernel died"),
    "starts processes without end": (
        "import subprocess\nchildren = []\nwhile True:\n    children.append(subprocess.Popen(['sleep', '30']))",
        "over a limit",
    ),
    "starts threads without end": (
        "import threading, time\nfor _ in range(200):\n    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()\ntime.sleep(30)",
        "over a limit",
    ),
    "bombs": (
        "import os, time\nwhile True:\n    try:\n        if os.fork() == 0:\n            while True:\n                try:\n                    os.fork()\n                except OSError:\n                    time.sleep(0.01)\n    except OSError:\n        time.sleep(0.01)",
        "over a limit",
    ),
    "fills the memory in pieces": (
        "import subprocess, sys\nworkers = [subprocess.Popen([sys.executable, '-c', 'import time; x = b\"x\" * 700_000_000; time.sleep(60)']) for _ in range(8)]\nfor worker in workers:\n    worker.wait()",
        "over a limit",
    ),
}  # fmt: skip
SCRIPT = "from IPython.display import HTML, display\ndisplay(HTML('<script>document.title = \"owned\"</script><img src=x onerror=alert(1)>'))\nprint('<script>alert(2)</script>')\ncounts = '<script>alert(3)</script>'"
EXPECTED = {
    "innocent": PASSED,
    **{name: PASSED for name in TRIES if name != "colours the terminal"},
    "colours the terminal": {**PASSED, "t7-3": "failed"},
    "shows a script": {**PASSED, "t7-1": "failed"},
    **{name: {**PASSED, "t7-3": outcome} for name, (_, outcome) in ENDS.items()},
}


def hand_in(folder: Path, name: str, notebook: dict[str, Any]) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / SHEET).write_text(json.dumps(notebook), encoding="utf-8")


def way_to_python() -> set[str]:
    """The names in the home that a room needs to reach this Python and the library."""
    places = [Path(sys.prefix), Path(sys.base_prefix).resolve(), Path(protection.__file__).resolve()]
    return {place.relative_to(Path.home()).parts[0] for place in places if place.is_relative_to(Path.home())}


def processes_with(word: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [str(path)] if word.encode() in path.read_bytes() else []
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def server() -> Any:  # noqa: ANN401 - a generator
    """A server on this machine; its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield listening.getsockname()[1]


@pytest.fixture(scope="module")
def graded(
    course: Any,  # noqa: ANN401 - conftest's classes
    learner: Any,  # noqa: ANN401 - conftest's classes
    server: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> Any:  # noqa: ANN401 - a folder and what was printed
    """Grade the class in rooms; the folder with the results and what the command said."""
    folder = tmp_path_factory.mktemp("rooms")
    places = {"port": server, "solutions": course.solutions, "out": folder / "out", "handed_in": folder / "in"}
    places |= {"home": Path.home(), "python": way_to_python(), "secret": SECRET, "marker": MARKER, "pid": os.getpid()}
    for name, code in [*TRIES.items(), *((name, code) for name, (code, _) in ENDS.items())]:
        filled = re.sub(r"\{(\w+)\}", lambda found: str(places.get(found[1], found[0])), code)
        # Who is stopped has little time; the others more than even a busy machine needs.
        stopped = ENDS.get(name, ("", ""))[1] == "timeout"
        hand_in(folder / ("stopped" if stopped else "in"), name, learner({"t7-3": filled}))
    hand_in(folder / "in", "shows a script", learner({"t7-1": SCRIPT}))
    hand_in(folder / "in", "innocent", learner())
    (folder / "out").mkdir()
    words = ["--out", str(folder / "out"), "--master", str(course.solutions), "--sandbox", "on"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIRTEENTH_SECRET", SECRET)
        for handed_in, seconds in (("in", "60"), ("stopped", "6")):
            command = ["grade", str(folder / handed_in), *words, "--cell-timeout", seconds, "--jobs", "2"]
            assert main(command) == 0
    return folder


@pytest.fixture(scope="module")
def outcomes(graded: Path) -> dict[str, dict[str, str]]:
    """Outcome by learner and task."""
    found: dict[str, dict[str, str]] = {}
    with (graded / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["learner"], {})[row["grade_id"]] = row["outcome"]
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_every_attempt_has_exactly_its_outcome(outcomes: dict[str, dict[str, str]], name: str) -> None:
    assert outcomes[name] == EXPECTED[name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fills the memory in pieces", "This cell took more than 2 GB of memory and was stopped."),
        ("starts threads without end", "This cell started too many processes or threads at once and was stopped."),
        ("reads at address 0", "This cell ended the Python that ran it."),
    ],
)
def test_what_ended_a_kernel_is_called_what_it_was(graded: Path, name: str, words: str) -> None:
    page = (graded / "out" / "feedback" / name / "07.html").read_text(encoding="utf-8")
    assert words in page
    assert ("took too much and was stopped" in page.lower()) is (name != "reads at address 0")


def test_nothing_of_a_room_is_left(graded: Path) -> None:
    assert (graded / "out" / "gradebook.sqlite").exists()
    assert processes_with(MARKER) == []


def test_pages_carry_what_was_shown_as_text_only(graded: Path) -> None:
    pages = list((graded / "out").rglob("*.html"))
    assert len(pages) > len(TRIES)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<img[^>]*onerror", text), page
        assert "\x1b" not in text, page
    assert "&lt;script&gt;alert" in (graded / "out" / "feedback" / "shows a script" / "07.html").read_text(
        encoding="utf-8"
    )


def test_the_course_is_as_it_was(graded: Path, course: Any) -> None:  # noqa: ANN401 - conftest's class
    assert (course.path / "data" / "members.csv").read_text(encoding="utf-8") == "country\nCanada\n"
    import thirteenth  # noqa: PLC0415 - its place is what is tested

    assert not Path(thirteenth.__file__).with_name("own.py").exists()
    assert graded.exists()


def test_what_a_room_uses_is_counted() -> None:
    here = use_of(os.getpid())
    assert here.memory > 10_000_000
    assert here.tasks > 1
    assert use_of(2**22 + 1) == RoomUse()


def test_of_a_room_all_processes_are_counted_and_no_others() -> None:
    with opened_room("none.ipynb", {"data/none.csv": b""}, Layout()) as room:
        given, give = os.pipe()
        told, tell = os.pipe()
        os.close(give)
        # The room's first process, a shell, and its two children, of which one has left its family.
        words = ["/bin/sh", "-c", "setsid sleep 60 & echo; cat; true"]
        process = subprocess.Popen(
            command(words, room.path, given, tell, Limits(), Layout()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(given, tell),
        )
        os.close(tell)
        with process, os.fdopen(told, "rb") as said:
            assert process.stdout is not None
            process.stdout.readline()
            first = json.loads(said.read())["child-pid"]
            until = time.monotonic() + 10
            # The last of them may still be about to start.
            while (used := use_of(first)).tasks < 4 and time.monotonic() < until:
                time.sleep(0.1)
            process.kill()
        os.close(given)
    assert used.tasks == 4
    assert 0 < used.memory < 100_000_000


def test_what_lies_below_tmp_is_bound_after_the_private_tmp() -> None:
    words = command(["python"], Path("room"), 3, 4, Limits(), Layout())
    assert words.index(str(libraries(Layout())[0])) > words.index(TMP) > words.index("--tmpfs")
