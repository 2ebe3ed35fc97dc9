"""Habits of honest learners that change no mark: prints, charts, threads, exit(), and what stands above the set-up.

Each learner is right everywhere and has one habit, in sheet 1 and in sheet 4. Warm in rooms everybody is graded; cold,
and without rooms, those whose habits have to do with how a kernel lives.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.grading.answered import answered, at, code, file_name, source_of, tasks

from coursekit.grading.autograde.scoring import HIDDEN_HINT
from coursekit.grading.gradebook.csv_file import unguarded
from coursekit.grading.sandbox.available import lacking
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = pytest.mark.xdist_group("habits")
ROOT = Path(__file__).parents[2]
FIELDS = [up / "shared" / "cases" / "hand-ins" / "content" for up in ROOT.parents]
CASES = next((folder for folder in FIELDS if folder.is_dir()), ROOT / "none")
Rows = dict[tuple[str, str], dict[str, str]]
"""The rows of items.csv by learner and task."""

# What a learner's function does beside its work, in the sheet's task that calls it.
FUNCTIONS = {"01": ("t1-4", "share"), "04": ("t4-3", "soviet_ratio")}
BESIDE = {
    "prints": "print('debug', 93)",
    "prints half a line": "print('working ...', end='')",
    "prints what a check says": "print('68.8\\nRight.')",
    "displays a table": "display(pd.DataFrame({'a': [1]}))",
    "meets a warning of numpy": "import numpy as np; np.array([1.0]) / np.array([0.0])",
    "warns": "import warnings; warnings.warn('this is old')",
    "logs": "import logging; logging.warning('here')",
    "draws a progress bar": "import sys; sys.stderr.write('\\r50%'); sys.stderr.write('\\r100%\\n')",
    "clears its output": "from IPython.display import clear_output; clear_output(wait=True); print('new')",
    "draws a chart": "import matplotlib.pyplot as plt; plt.figure(); plt.plot([1, 2])",
    "shows a caught error": "get_ipython().showtraceback((ValueError, ValueError('caught'), None))",
    "starts a thread that prints": "import threading; threading.Thread(target=print, args=('tick',)).start()",
    "checks another task": "check('{first}', {value})",
    "asks for a name": "input('Your name? ')",
    "leaves in its function": "exit()",
}
FIRST = {"01": ("t1-1", "[93, 22]"), "04": ("t4-2", "people_ratio, decimals=2")}
# A cell that stands above the sheet's set-up.
ABOVE = {
    "resets first": "%reset -f",
    "prints after each cell": "get_ipython().events.register('post_run_cell', lambda result: print('done'))",
    "ticks": "import threading, time\n"
    "def tick():\n    for n in range(40):\n        print('tick', n)\n        time.sleep(0.05)\n"
    "threading.Thread(target=tick, daemon=True).start()",
    "has no such font": "import matplotlib.pyplot as plt\nplt.rcParams['font.family'] = 'Arial'\n"
    "plt.rcParams['figure.constrained_layout.use'] = True",
    "logs everything": "import logging\nlogging.basicConfig(level=logging.DEBUG)",
    "prints elsewhere": "import io, sys\nsys.stdout = io.StringIO()",
    "names its own print": "def print(*words):\n    pass",
    "leaves above": "exit()",
}
# The last line of the answer to the first task.
AFTER = {
    "exits": "exit()",
    "quits": "quit()",
    "exits Python": "import sys\nsys.exit()",
    "leaves with os._exit": "import os\nos._exit(0)",
    "kills its kernel": "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
    "restarts its kernel": "get_ipython().kernel.do_shutdown(True)",
    "leaves a moment later": "import os, threading\nthreading.Timer(0.7, os._exit, [0]).start()",
    "crashes": "import ctypes\nctypes.string_at(0)",
    "crashes a moment later": "import ctypes, threading\nthreading.Timer(0.7, ctypes.string_at, [0]).start()",
}
LEAVERS = ("exits", "leaves with os._exit", "leaves a moment later", "crashes", "leaves in its function", "ticks")
# Whose page says a word on what would have ended Python.
WORD = {*AFTER, "leaves in its function"} - {"exits Python"}


def with_function(sheet: str, line: str) -> dict[str, Any]:
    """Return a sheet whose function does something beside its work."""
    task, name = FUNCTIONS[sheet]
    notebook = answered(sheet)
    cell = notebook["cells"][at(notebook, f"{task}-answer")]
    first, value = FIRST[sheet]
    line = line.replace("{first}", first).replace("{value}", value)
    source = source_of(cell)
    if f"def {name}(" in source:
        head, _, body = source.partition(f"def {name}(")
        parameters, _, rest = body.partition("\n")
        cell["source"] = f"{head}def {name}({parameters}\n    {line}\n{rest}"
    else:
        cell["source"] = f"def {name}(table):\n    {line}\n    return {ONCE[name]}"
    return notebook


# What the function gives in a sheet that also takes the plain value.
ONCE = {"share": 'round(100 * table["checkable"].isin(["data", "document"]).mean(), 1)'}


def handed_in(sheet: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each habit with its learner's notebook."""
    yield from ((habit, with_function(sheet, line)) for habit, line in BESIDE.items())
    for habit, source in ABOVE.items():
        notebook = answered(sheet)
        notebook["cells"].insert(0, code(source))
        yield habit, notebook
    for habit, line in AFTER.items():
        notebook = answered(sheet)
        cell = notebook["cells"][at(notebook, f"{next(iter(tasks(sheet)))}-answer")]
        cell["source"] = f"{source_of(cell)}\n{line}"
        yield habit, notebook


def graded(folder: Path, class_: Mapping[tuple[str, str], Any], *more: str) -> Rows:
    """Grade a class of notebooks by learner and file name; return the rows of its table."""
    for (learner, name), notebook in class_.items():
        path = folder / "in" / learner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
    words = ["--out", str(folder / "out"), "--master", str(ROOT / "solutions"), "--jobs", "2", *more]
    assert main(["grade", str(folder / "in"), *words]) == 0
    with (folder / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(unguarded(row["learner"]), row["grade_id"]): row for row in csv.DictReader(file)}


@cache
def class_of(*habits: str) -> dict[tuple[str, str], Any]:
    found = {(f"{habit} {sheet}", file_name(sheet)): one for sheet in FUNCTIONS for habit, one in handed_in(sheet)}
    return {key: one for key, one in found.items() if not habits or key[0][:-3] in habits}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("habits")


@pytest.fixture(scope="module")
def rows(folder: Path) -> Rows:
    """Everybody's rows, graded as an instructor grades."""
    return graded(folder, class_of())


@pytest.mark.parametrize("sheet", FUNCTIONS)
@pytest.mark.parametrize("habit", [*BESIDE, *ABOVE, *AFTER])
def test_a_habit_costs_no_mark(rows: Rows, habit: str, sheet: str) -> None:
    mine = {task: rows[f"{habit} {sheet}", task] for task in tasks(sheet)}
    expected = {task: "to be read" if is_written else "passed" for task, is_written in tasks(sheet).items()}
    assert {task: row["outcome"] for task, row in mine.items()} == expected
    said = {task for task, row in mine.items() if "ends Python" in row["hint"]}
    task = FUNCTIONS[sheet][0] if habit in BESIDE else next(iter(tasks(sheet)))
    # A function that leaves does so wherever another task calls it.
    assert task in said if habit in WORD else not said


def test_what_was_shown_beside_a_check_stands_on_the_page_in_order(rows: Rows, folder: Path) -> None:
    assert rows
    page = (folder / "out" / "feedback" / "displays a table 01" / "01.html").read_text(encoding="utf-8")
    assert page.index("   a\n0  1") < page.index("68.8\nRight.")
    page = (folder / "out" / "feedback" / "prints 01" / "01.html").read_text(encoding="utf-8")
    assert page.index("debug 93") < page.index("68.8\nRight.")


def test_a_cell_that_leaves_and_belongs_to_no_task_is_named_once(rows: Rows, folder: Path) -> None:
    assert rows
    page = (folder / "out" / "feedback" / "leaves above 01" / "01.html").read_text(encoding="utf-8")
    assert page.count("In a cell of your notebook that belongs to no task: exit() ends Python") == 1


@pytest.mark.parametrize("how", [("--cold",), ("--sandbox", "off")])
def test_in_every_mode_it_is_the_same(rows: Rows, how: tuple[str, ...], tmp_path: Path) -> None:
    class_ = {key: one for key, one in class_of(*LEAVERS).items() if key[1] == file_name("01")}
    again = graded(tmp_path, class_, *how)
    assert again == {key: rows[key] for key in again}
    assert len(again) == len(LEAVERS) * len(tasks("01"))


# A learner's answer, and whether a hidden case gives another value; what the page says then.
HIDDEN = {
    "is right for what is seen": ("def double(number):\n    return 42", HIDDEN_HINT),
    "raises for others": (
        "def double(number):\n    return {21: 42}[number]",
        "The check that you can see agrees. With other cases, tried after you handed in, your code raises KeyError.",
    ),
    "prints and is right": ("def double(number):\n    print(number)\n    return 2 * number", ""),
    "is wrong": ("def double(number):\n    return number", None),
}


def test_other_cases_are_named_only_when_one_gave_something_else(course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    for name, (answer, _) in HIDDEN.items():
        path = tmp_path / "in" / name / "07-small.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner({"t7-2": answer})), encoding="utf-8")
    words = ["--out", str(tmp_path / "out"), "--master", str(course.solutions), "--jobs", "2"]
    assert main(["grade", str(tmp_path / "in"), *words]) == 0
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        hints = {row["learner"]: row["hint"] for row in csv.DictReader(file) if row["grade_id"] == "t7-2"}
    assert "other cases" not in hints.pop("is wrong")
    assert hints == {name: hint for name, (_, hint) in HIDDEN.items() if hint is not None}


# The hand-ins from the field that are about this, and the tasks that do not pass, with a word of the reason.
FIELD: dict[str, dict[str, str]] = {
    "print in function": {},
    "display in function": {},
    "numpy warning in function": {},
    "thread prints later": {},
    "Arial constrained chart": {},
    "exit in answer 1": {},
    "reset -f first cell": {},
    "f-string of Python 3.12": {"t1-1": "This notebook was written with Python 3.13, and this is Python"},
}


@pytest.mark.skipif(not CASES.is_dir(), reason="the hand-ins from the field are not here")
def test_each_hand_in_from_the_field_gives_what_it_must(tmp_path: Path) -> None:
    files = {(case, path.name): path for case in FIELD for path in (CASES / case).glob("*.ipynb")}
    class_ = {key: json.loads(path.read_text(encoding="utf-8")) for key, path in files.items()}
    assert len(class_) == len(FIELD)
    for (case, task), row in graded(tmp_path, class_).items():
        if task in FIELD[case]:
            assert row["outcome"] == "error"
            assert FIELD[case][task] in row["hint"]
        else:
            assert row["outcome"] == "passed", (case, task, row)


@pytest.mark.skipif(bool(lacking()), reason=lacking())
def test_the_class_is_graded_in_rooms() -> None:
    assert len(class_of()) == 2 * len({*BESIDE, *ABOVE, *AFTER})
