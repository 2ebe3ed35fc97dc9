# ruff: noqa: E501 - the code of a case stands in one piece
"""A class of hostile, unlucky and unusual notebooks, graded once: exact outcomes, and no false mark.

An innocent learner hands in beside them and keeps full marks. Where this machine can make rooms, each notebook runs in
one; the last test runs those that could do harm without it.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.grading.sandbox.available import lacking
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Notebook = dict[str, Any]
Cells = list[dict[str, Any]]
SHEET = "07-small.ipynb"
PASSED = {"t7-1": "passed", "t7-2": "passed", "t7-3": "passed", "t7-4": "to be read", "t7-5": "passed"}
UNREADABLE = dict.fromkeys(PASSED, "error")
WRONG = {
    "t7-1": "counts = [1, 2]",
    "t7-2": "def double(number):\n    return 42",
    "t7-3": "total = 9",
    "t7-5": "missing = set()",
}
FAILED = {**PASSED, "t7-1": "failed", "t7-2": "failed", "t7-3": "failed", "t7-5": "failed"}
SAYS = "[12, 15]\\nRight."

pytestmark = pytest.mark.xdist_group("grading")
# A thread sends, in the name of whatever cell runs, what the check would print, and that the cell has ended.
FORGE = f"""
import threading, time
kernel = get_ipython().kernel


def forge():
    mine = kernel.get_parent("shell")
    for _ in range(2_000):
        parent = kernel.get_parent("shell")
        if parent["header"] != mine["header"]:
            for kind, content in (
                ("stream", {{"name": "stdout", "text": "{SAYS}\\n"}}),
                ("status", {{"execution_state": "idle"}}),
            ):
                kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
        time.sleep(0.0005)


threading.Thread(target=forge, daemon=True).start()
counts = 0
"""
# Another process takes the key of the kernel's channels and acts as a client.
CALL = """
import subprocess, sys
from ipykernel.connect import get_connection_file
act = '''
import sys, time
from jupyter_client import BlockingKernelClient
k = BlockingKernelClient(connection_file=sys.argv[1])
k.load_connection_file()
k.start_channels()
ACT
time.sleep(1)
'''
subprocess.Popen([sys.executable, "-c", act, get_connection_file()])
"""

# Nothing raises any more, and the names of what speaks for a check are at hand.
NEVER_WRONG = """
import threading, time
from coursekit.checks import checking, keys, saying
from coursekit.session import apart

keys.Item.verdict = lambda *a: (True, None)
tell = apart.tell
counts = 0
"""
SPEAK = f"tell('check', 't7-1', '{SAYS}')"


def only(task: str, outcome: str) -> dict[str, str]:
    return {**PASSED, task: outcome}


# One bad answer, and what its task becomes; the other tasks keep their marks.
ANSWERS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "innocent": ({}, PASSED),
    "raises": ({"t7-1": "1 / 0"}, only("t7-1", "error")),
    "does not parse": ({"t7-1": "counts = [12, 15"}, only("t7-1", "error")),
    "loops": ({"t7-1": "while True:\n    pass"}, only("t7-1", "timeout")),
    "loops and is deaf": (
        {"t7-1": "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"},
        only("t7-1", "timeout"),
    ),
    "loops in the function": ({"t7-2": "def double(number):\n    while True:\n        pass"}, only("t7-2", "timeout")),
    "leaves with os._exit": ({"t7-3": "import os\nos._exit(0)"}, only("t7-3", "kernel died")),
    "kills its kernel": ({"t7-3": "import os\nos.kill(os.getpid(), 9)"}, only("t7-3", "kernel died")),
    "kills its parent": ({"t7-3": "import os\nos.kill(os.getppid(), 9)"}, only("t7-3", "kernel died")),
    "leaves with sys.exit": ({"t7-3": "import sys\nsys.exit()"}, only("t7-3", "error")),
    "asks for input": ({"t7-3": "total = int(input('how many?'))"}, only("t7-3", "error")),
    "floods and is deaf": (
        {"t7-2": "while True:\n    try:\n        while True:\n            print('x' * 10_000)\n    except BaseException:\n        pass"},
        only("t7-2", "over a limit"),
    ),
    "prints a gigabyte": ({"t7-2": "for _ in range(1000):\n    print('x' * 1_000_000)"}, only("t7-2", "over a limit")),
    "floods": ({"t7-2": "while True:\n    print('x' * 10_000)"}, only("t7-2", "over a limit")),
    "shows a hundred megabytes": (
        {"t7-2": "from IPython.display import HTML, display\ndisplay(HTML('x' * 100_000_000))"},
        only("t7-2", "over a limit"),
    ),
    "answers in other types": (
        {"t7-1": "import numpy as np\ncounts = np.array([12.0, 15.0])", "t7-3": "total = 93.0", "t7-5": "missing = ['Yugoslavia']"},
        PASSED,
    ),
    "names its variables like builtins": (
        {"t7-1": "sum = list = dict = 3\ncounts = [12, 15]", "t7-3": "check = 'I check'\ntotal = 93"},
        PASSED,
    ),
    "makes a known mistake": ({"t7-1": "counts = [12, 14]"}, only("t7-1", "failed")),
    "passes only what can be seen": ({"t7-2": "def double(number):\n    return 42"}, only("t7-2", "failed")),
    "answers nothing": (
        {**dict.fromkeys(WRONG, "# YOUR CODE HERE\nraise NotImplementedError()"), "t7-4": "YOUR ANSWER HERE"},
        dict.fromkeys(PASSED, "not answered"),
    ),
    "prints what the check prints": ({**WRONG, "t7-1": f"counts = 0\nprint('{SAYS}')"}, FAILED),
    "redefines check": ({**WRONG, "t7-1": f"def check(*a, **k):\n    print('{SAYS}')\ncounts = 0"}, FAILED),
    "patches the library's check": (
        {**WRONG, "t7-1": "import coursekit.checks as c\nc.check = lambda *a, **k: print('Right.')\ncounts = 0"},
        FAILED,
    ),
    "patches the verdict": (
        {**WRONG, "t7-1": "from coursekit.checks import keys\nkeys.Item.verdict = lambda *a: (True, None)\ncounts = 0"},
        FAILED,
    ),
    "patches the form": (
        {**WRONG, "t7-1": "from coursekit.checks import checking\nchecking.canonical = lambda *a: '94'\ncounts = 0"},
        FAILED,
    ),
    "calls itself the author": (
        {**WRONG, "t7-1": "import os\nos.environ['THIRTEENTH_CHECKS'] = 'author'\ncounts = 0"},
        FAILED,
    ),
    "writes its own key": (
        {
            **WRONG,
            "t7-1": "import json, os\nfrom pathlib import Path\nfrom coursekit.checks.keys import digest_of\n"
            "path = Path('checks/07.json')\nos.chmod(path, 0o644)\nkey = json.loads(path.read_text())\n"
            "item = key['items']['t7-1']\nitem['right'] = digest_of('0', item['salt'], item['rounds'])\n"
            "path.write_text(json.dumps(key))\ncounts = 0",
        },
        FAILED,
    ),
    "replaces the module": (
        {
            **WRONG,
            "t7-1": "import sys, types\nfake = types.ModuleType('coursekit.checks')\n"
            "fake.check = lambda *a, **k: print('Right.')\nsys.modules['coursekit.checks'] = fake\ncounts = 0",
        },
        FAILED,
    ),
    "silences print": ({**WRONG, "t7-1": "import builtins\nbuiltins.print = lambda *a, **k: None\ncounts = 0"}, FAILED),
    "makes assertions harmless": (
        {**WRONG, "t7-1": "import builtins\nbuiltins.AssertionError = type('A', (Warning,), {})\ncounts = 0"},
        FAILED,
    ),
    "strips the checks": (
        {
            **WRONG,
            "t7-1": "import ast\n\n\nclass Strip(ast.NodeTransformer):\n    def visit_Expr(self, node):\n"
            "        return ast.copy_location(ast.parse(\"print('Right.')\").body[0], node)\n\n\n"
            "get_ipython().ast_transformers.append(Strip())\ncounts = 0",
        },
        FAILED,
    ),
    "prints after each cell": (
        {**WRONG, "t7-1": "get_ipython().events.register('post_run_cell', lambda result: print('Right.'))\ncounts = 0"},
        FAILED,
    ),
    "swallows errors": (
        {**WRONG, "t7-1": "get_ipython().showtraceback = lambda *a, **k: print('Right.')\ncounts = 0"},
        FAILED,
    ),
    "runs no more cells": (
        {
            **WRONG,
            "t7-1": "shell = get_ipython()\nreal = shell.run_cell_async\n\n\nasync def skip(code, *a, **k):\n"
            "    return await real('print(\"Right.\")', *a, **k)\n\n\nshell.run_cell_async = skip\ncounts = 0",
        },
        FAILED,
    ),
    "publishes by hand": (
        {
            **WRONG,
            "t7-1": "kernel = get_ipython().kernel\nsocket, session = kernel.iopub_socket, kernel.session\n"
            "for _ in range(5):\n    session.send(socket, 'stream', {'name': 'stdout', 'text': '"
            + SAYS
            + "\\n'}, parent={})\ncounts = 0",
        },
        FAILED,
    ),
    "forges what its check sends": ({**WRONG, "t7-1": FORGE}, FAILED),
    "calls its own kernel": (
        {**WRONG, "t7-1": CALL.replace("ACT", f"for n in range(20):\n    k.execute(\"print('{SAYS}')\")\n    time.sleep(0.1)") + "counts = 0"},
        FAILED,
    ),
    "ends its kernel through its channel": (
        {"t7-3": CALL.replace("ACT", "k.shutdown()") + "import time\ntime.sleep(50)\ntotal = 93"},
        only("t7-3", "kernel died"),
    ),
    "equals everything": (
        {
            "t7-1": "class Yes:\n    def __eq__(self, other):\n        return True\n    def __hash__(self):\n        return 0\n"
            "    def __repr__(self):\n        return '[12, 15]'\ncounts = Yes()",
            "t7-3": "class Int(int):\n    def __eq__(self, other):\n        return True\n    def __str__(self):\n"
            "        return '93'\n    __hash__ = int.__hash__\ntotal = Int(9)",
        },
        {**PASSED, "t7-1": "error", "t7-3": "failed"},
    ),
    "patches pandas and numpy": (
        {
            **WRONG,
            "t7-1": "import numpy as np, pandas as pd\nnp.array_equal = pd.Series.equals = pd.testing.assert_series_equal = "
            "lambda *a, **k: True\ncounts = 0",
        },
        FAILED,
    ),
    "patches isinstance": (
        {**WRONG, "t7-1": "import builtins\nbuiltins.isinstance = lambda *a: True\ncounts = 0"},
        {**FAILED, "t7-1": "timeout"},
    ),
    "patches json": (
        {**WRONG, "t7-1": "import json\njson.dumps = lambda *a, **k: '[12, 15]'\ncounts = 0"},
        {**FAILED, "t7-1": "kernel died"},
    ),
    "patches hashlib": (
        {**WRONG, "t7-1": "import hashlib\nhashlib.pbkdf2_hmac = lambda *a: b'0' * 32\ncounts = 0"},
        FAILED,
    ),
    "raises after a display": ({"t7-1": f"display('{SAYS}')\nraise ValueError('too late')"}, only("t7-1", "error")),
    "prints from a thread": (
        {
            **WRONG,
            "t7-1": "import threading, time\n\n\ndef late():\n    for _ in range(100):\n        print('Right.')\n"
            "        time.sleep(0.05)\n\n\nthreading.Thread(target=late, daemon=True).start()\ncounts = 0",
        },
        FAILED,
    ),
    "opens comms": (
        {"t7-1": "from comm import create_comm\nfor n in range(50):\n    create_comm(target_name=f'x{n}', data={'a': 'Right.'})\ncounts = [12, 15]"},
        PASSED,
    ),
    "leaves a process": (
        {"t7-1": "import subprocess\nsubprocess.Popen(['sleep', '600'])\ncounts = [12, 15]"},
        PASSED,
    ),
    "looks for the reference": (
        {
            **WRONG,
            "t7-1": "from pathlib import Path\ntexts = [p.read_text() for p in Path.cwd().parent.rglob('*.ipynb')]\n"
            "counts = [12, 15] if 'Right.' in ''.join(texts) else 0",
        },
        FAILED,
    ),
    # What follows attacks the channel on which checks speak.
    "speaks before its check": (
        {**WRONG, "t7-1": f"{NEVER_WRONG}get_ipython().events.register('pre_run_cell', lambda info: {SPEAK})"},
        FAILED,
    ),
    "speaks after its check": (
        {**WRONG, "t7-1": f"{NEVER_WRONG}get_ipython().events.register('post_run_cell', lambda result: {SPEAK})"},
        FAILED,
    ),
    "speaks from a thread": (
        {
            **WRONG,
            "t7-1": f"{NEVER_WRONG}\n\ndef speak():\n    for _ in range(300):\n        {SPEAK}\n        time.sleep(0.01)\n\n\n"
            "threading.Thread(target=speak, daemon=True).start()",
        },
        FAILED,
    ),
    "speaks on the wire": (
        {
            **WRONG,
            "t7-1": FORGE.replace('"stream", {"name": "stdout", "text"', '"display_data", {"metadata": {"coursekit": {"check": "t7-1"}}, "data": {"text/plain"').replace('Right.\\n"}', 'Right."}}')
            + "from coursekit.checks import keys\nkeys.Item.verdict = lambda *a: (True, None)",
        },
        FAILED,
    ),
    "speaks twice in its check's name": (
        {**WRONG, "t7-1": f"{NEVER_WRONG}\n\ndef both(*words):\n    tell(*words)\n    {SPEAK}\n\n\napart.tell = both"},
        FAILED,
    ),
    "tries all numbers in its check's name": (
        {
            **WRONG,
            "t7-3": f"{NEVER_WRONG}\n\ndef tries(*words):\n    for number in range(200):\n"
            "        tell('check', 't7-3', f'{number}\\nRight.')\n\n\napart.tell, total = tries, 0",
        },
        FAILED,
    ),
    "says of each answer what another check said": (
        {
            **WRONG,
            "t7-3": "total = 93",
            "t7-1": f"{NEVER_WRONG}apart.tell = lambda what, name, text: tell(what, name, '93\\nRight.')",
        },
        {**FAILED, "t7-3": "passed"},
    ),
    "says it in another check's name": (
        {**WRONG, "t7-1": f"{NEVER_WRONG}apart.tell = lambda what, name, text: tell(what, 't7-9', '{SAYS}')"},
        FAILED,
    ),
    "says of hidden cases what it said of the others": (
        {
            **WRONG,
            "t7-2": f"{NEVER_WRONG}apart.tell = lambda what, name, text: tell(what, name, '42\\nRight.')\n\n\n"
            "def double(number):\n    return 42",
        },
        FAILED,
    ),
    "silences its checks": ({**WRONG, "t7-1": f"{NEVER_WRONG}checking.say = lambda *a: print('{SAYS}')"}, FAILED),
    "swallows what is published": (
        {**WRONG, "t7-1": f"{NEVER_WRONG}get_ipython().display_pub.publish = lambda *a, **k: print('{SAYS}')"},
        FAILED,
    ),
    "sends its checks to the prints": (
        {**WRONG, "t7-1": f"{NEVER_WRONG}get_ipython().run_line_magic('unload_ext', 'coursekit.session.graded')"},
        FAILED,
    ),
    "skips with a comment": (
        {name: f"# NBVAL_SKIP\n#NBVAL_IGNORE_OUTPUT\n# NBVAL_RAISES_EXCEPTION\n{text}" for name, text in WRONG.items()},
        FAILED,
    ),
    "skips with an old comment and is right": (
        {"t7-1": "# PYTEST_VALIDATE_IGNORE_OUTPUT\n# NBVAL_CHECK_OUTPUT\n#   NBVAL_SKIP\ncounts = [12, 15]"},
        PASSED,
    ),
}  # fmt: skip


def graded(cell: dict[str, Any]) -> bool:
    marks = cell["metadata"].get("nbgrader", {})
    return bool(marks.get("grade") and not marks.get("solution"))


def forge(cells: Cells) -> Cells:
    for cell in filter(graded, cells):
        cell["source"] = "print('[12, 15]\\nRight.')"
    return cells


def delete(cells: Cells) -> Cells:
    return [cell for cell in cells if not graded(cell)]


def double(cells: Cells) -> Cells:
    return [copy for cell in cells for copy in ([cell, dict(cell), dict(cell)] if graded(cell) else [cell])]


def swap_names(cells: Cells) -> Cells:
    checks = list(filter(graded, cells))
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in checks]
    for cell, name in zip(checks, reversed(names), strict=True):
        cell["metadata"]["nbgrader"] = {**cell["metadata"]["nbgrader"], "grade_id": name}
    return cells


def rename(cells: Cells) -> Cells:
    for number, cell in enumerate(filter(graded, cells)):
        cell["metadata"]["nbgrader"] = {**cell["metadata"]["nbgrader"], "grade_id": f"mine-{number}"}
    return cells


def checks_first(cells: Cells) -> Cells:
    return [*filter(graded, cells), *delete(cells)]


def tag(*tags: str) -> Callable[[Cells], Cells]:
    def change(cells: Cells) -> Cells:
        for cell in cells:
            cell["metadata"]["tags"] = list(tags)
        return cells

    return change


def copy_outputs(cells: Cells) -> Cells:
    for cell in cells:
        if cell["cell_type"] == "code":
            output = {"output_type": "stream", "name": "stdout", "text": "[12, 15]\nRight.\n"}
            cell |= {"outputs": [output], "execution_count": 3}
    return cells


def strip_metadata(cells: Cells) -> Cells:
    for cell in cells:
        cell["metadata"] = {}
    return cells


def spoil_metadata(cells: Cells) -> Cells:
    for number, cell in enumerate(cells):
        cell["metadata"] = [{"nbgrader": "all"}, {"nbgrader": {"grade_id": 7, "points": "1e9"}}, []][number % 3]
    return cells


def pay_itself(cells: Cells) -> Cells:
    marks = {"schema_version": 3, "grade_id": "t7-9", "grade": True, "solution": False, "locked": True, "points": 100}
    cells.append(
        {
            "cell_type": "code",
            "metadata": {"nbgrader": marks},
            "source": "print('Right.')",
            "outputs": [],
            "execution_count": 1,
        }
    )
    for cell in filter(graded, cells):
        cell["metadata"]["nbgrader"]["points"] = 100
    return cells


def reorder(cells: Cells) -> Cells:
    return [*cells[:2], *cells[8:], *cells[2:8]]


def rewrite_headings(cells: Cells) -> Cells:
    for cell in cells:
        if cell["cell_type"] == "markdown" and not cell["metadata"].get("nbgrader"):
            cell["source"] = "### My own heading\n\nand my own words"
    return cells


def code(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def add_cells(cells: Cells) -> Cells:
    own = code("import math\n\n\ndef helper():\n    return 12")
    note = {"cell_type": "markdown", "metadata": {}, "source": "# A note\n\nI think that **this** is right."}
    result = [dict(own), dict(note)]
    for cell in cells:
        result += [cell, dict(note), dict(own), {**own, "source": ""}]
    return result


def use_a_helper_from_elsewhere(cells: Cells) -> Cells:
    own = code("from fractions import Fraction\n\n\ndef twice(n):\n    return n + n")
    for cell in cells:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "t7-2-answer":
            cell["source"] = "def double(number):\n    return twice(number)"
    return [own, *cells]


def split_an_answer(cells: Cells) -> Cells:
    at = next(
        n for n, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == "t7-1-answer"
    )
    own = code("counts.append(15)")
    cells[at]["source"] = "counts = [12]"
    return [*cells[: at + 1], own, *cells[at + 1 :]]


# What is done to the cells, to right answers or to wrong ones.
CHANGES: dict[str, tuple[Callable[[Cells], Cells], dict[str, str], dict[str, str]]] = {
    "forges the checks": (forge, WRONG, FAILED),
    "deletes the checks": (delete, {}, PASSED),
    "deletes the checks, wrong": (delete, WRONG, FAILED),
    "doubles the checks": (double, {}, PASSED),
    "doubles the checks, wrong": (double, WRONG, FAILED),
    "swaps the checks' names": (swap_names, {}, PASSED),
    "renames the checks": (rename, WRONG, FAILED),
    "puts the checks first": (checks_first, {}, PASSED),
    "tags all to be skipped": (tag("nbval-skip"), WRONG, FAILED),
    "tags all to be ignored": (tag("nbval-ignore-output", "nbval-raises-exception"), WRONG, FAILED),
    "tags all to be checked": (tag("nbval-check-output", "raises-exception"), {}, PASSED),
    "copies a friend's outputs": (copy_outputs, WRONG, FAILED),
    "has lost all metadata": (strip_metadata, {}, PASSED),
    "has lost all metadata, wrong": (strip_metadata, WRONG, FAILED),
    "has strange metadata": (spoil_metadata, {}, PASSED),
    "pays itself": (pay_itself, WRONG, FAILED),
    "reorders its sections": (reorder, {}, PASSED),
    "rewrites the headings": (rewrite_headings, {}, PASSED),
    "adds cells": (add_cells, {}, PASSED),
    "uses a helper from elsewhere": (use_a_helper_from_elsewhere, {}, PASSED),
    "splits an answer": (split_an_answer, {}, PASSED),
}


def text(notebook: Notebook) -> bytes:
    return json.dumps(notebook).encode()


def format_3(notebook: Notebook) -> bytes:
    cells = [
        {
            "cell_type": "code",
            "input": cell["source"],
            "language": "python",
            "outputs": [],
            "metadata": cell["metadata"],
        }
        if cell["cell_type"] == "code"
        else cell
        for cell in notebook["cells"]
    ]
    return text({"worksheets": [{"cells": cells}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0})


def without_ids(notebook: Notebook) -> bytes:
    return text({**notebook, "cells": [{k: v for k, v in cell.items() if k != "id"} for cell in notebook["cells"]]})


def with_one_id(notebook: Notebook) -> bytes:
    return text({**notebook, "cells": [{**cell, "id": "same"} for cell in notebook["cells"]]})


def another_kernel(notebook: Notebook) -> bytes:
    return text(
        {**notebook, "metadata": {"kernelspec": {"name": "no-such-kernel", "display_name": "R", "language": "R"}}}
    )


def another_sheet(notebook: Notebook) -> bytes:
    other = text(notebook).replace(b"t7-", b"t8-").replace(b'"setup"', b'"start"').replace(b"check(", b"test(")
    return other.replace(b"Task 7.", b"Task 8.").replace(b"Sheet 7", b"Sheet 8")


# What is done to the file.
FILES: dict[str, tuple[Callable[[Notebook], bytes], dict[str, str]]] = {
    "is of format 3": (format_3, PASSED),
    "is of format 4.6": (lambda notebook: text({**notebook, "nbformat_minor": 6}), PASSED),
    "has no cell ids": (without_ids, PASSED),
    "has one id for all cells": (with_one_id, PASSED),
    "names another kernel": (another_kernel, PASSED),
    "begins with a BOM": (lambda notebook: b"\xef\xbb\xbf" + text(notebook), PASSED),
    "is in UTF-16": (lambda notebook: json.dumps(notebook).encode("utf-16"), PASSED),
    "is in Latin-1": (lambda notebook: text(notebook).replace(b"A dated plan", b"Un plan dat\xe9"), PASSED),
    "is no JSON": (lambda _: b"{]", UNREADABLE),
    "is cut off": (lambda notebook: text(notebook)[:-400], UNREADABLE),
    "is empty": (lambda _: b"", UNREADABLE),
    "is a list": (lambda _: b"[]", UNREADABLE),
    "is nested too deeply": (lambda _: b"[" * 200_000, UNREADABLE),
    "is no text": (lambda _: bytes(range(256)) * 10, UNREADABLE),
    "is another sheet's": (another_sheet, UNREADABLE),
}  # fmt: skip


def hand_in(folder: Path, learner: str, data: bytes) -> None:
    (folder / learner).mkdir(parents=True)
    (folder / learner / SHEET).write_bytes(data)


def write_odd_files(folder: Path, right: bytes) -> None:
    """Hand in what is no plain file."""
    hand_in(folder, "hands in two hundred megabytes", b"")
    with (folder / "hands in two hundred megabytes" / SHEET).open("ab") as file:
        file.truncate(200_000_000)
    (folder / "hands in a folder" / SHEET).mkdir(parents=True)
    (folder / "hands in a link").mkdir()
    (folder / "secret.txt").write_bytes(right)
    (folder / "hands in a link" / SHEET).symlink_to(folder / "secret.txt")
    (folder / "hands in an unknown sheet").mkdir()
    (folder / "hands in an unknown sheet" / "99-nobody.ipynb").write_bytes(right.replace(b"t7-", b"t99-"))


ODD = ("hands in two hundred megabytes", "hands in a folder", "hands in a link")
Outcomes = dict[str, dict[str, str]]


# Those that run until they are stopped have little time; the others more than even a busy machine needs.
LITTLE, MUCH = "6", "60"


def seconds_for(expected: dict[str, str]) -> str:
    return LITTLE if "timeout" in expected.values() else MUCH


@pytest.fixture(scope="module")
def out(course: Any, learner: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ANN401 - conftest's classes
    """Grade the whole class, as an instructor would: first those that come to an end, then the others."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (answers, expected) in ANSWERS.items():
        hand_in(folder / seconds_for(expected), name, text(learner(answers)))
    for name, (change, answers, expected) in CHANGES.items():
        notebook = learner(answers)
        changed = text({**notebook, "cells": change(notebook["cells"])})
        hand_in(folder / seconds_for(expected), name, changed)
    for name, (write, _) in FILES.items():
        hand_in(folder / MUCH, name, write(learner()))
    write_odd_files(folder / MUCH, text(learner()))
    words = ["--out", str(folder / "out"), "--master", str(course.solutions), "--jobs", "2"]
    for seconds in (MUCH, LITTLE):
        assert main(["grade", str(folder / seconds), *words, "--cell-timeout", seconds]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def outcomes(out: Path) -> Outcomes:
    """Outcome by learner and task, from items.csv."""
    found: Outcomes = {}
    with (out / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["learner"], {})[row["grade_id"]] = row["outcome"]
    return found


EXPECTED: Outcomes = {
    **{name: expected for name, (_, expected) in ANSWERS.items()},
    **{name: expected for name, (_, _, expected) in CHANGES.items()},
    **{name: expected for name, (_, expected) in FILES.items()},
    **dict.fromkeys(ODD, UNREADABLE),
}


# In a room the attempt itself fails, so the answer is missing instead of harmful.
if not lacking():
    EXPECTED |= {"kills its parent": only("t7-3", "error"), "writes its own key": {**FAILED, "t7-1": "error"}}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_task_has_exactly_its_outcome(outcomes: Outcomes, name: str) -> None:
    assert outcomes[name] == EXPECTED[name]


def test_the_class_is_large_and_complete(outcomes: Outcomes) -> None:
    assert len(EXPECTED) >= 40
    assert outcomes.keys() - EXPECTED.keys() <= {"hands in an unknown sheet"}


def test_points_follow_the_outcomes(out: Path) -> None:
    with (out / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            expected = {"passed": row["max_points"], "to be read": ""}.get(row["outcome"], "0")
            assert row["points"] == expected, row


OPEN = ["innocent", "loops and is deaf", "leaves with os._exit", "kills its parent", "shows a hundred megabytes"]
OPEN += ["writes its own key", "publishes by hand", "prints from a thread", "leaves a process"]


def test_without_a_room_the_outcomes_are_the_same(course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's classes
    words = ["--out", str(tmp_path / "out"), "--master", str(course.solutions), "--jobs", "2", "--sandbox", "off"]
    for name in OPEN:
        hand_in(tmp_path / seconds_for(ANSWERS[name][1]), name, text(learner(ANSWERS[name][0])))
    for seconds in (MUCH, LITTLE):
        assert main(["grade", str(tmp_path / seconds), *words, "--cell-timeout", seconds]) == 0
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {name: {row["grade_id"]: row["outcome"] for row in rows if row["learner"] == name} for name in OPEN}
    assert found == {name: ANSWERS[name][1] for name in OPEN}
