"""Which cell is the answer? The answer is what the same notebook gives at home, whatever was done to its cells."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thirteenth.cli import main

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("answered", HERE / "answered.py")
assert _spec is not None
assert _spec.loader is not None
sheets = importlib.util.module_from_spec(_spec)
sys.modules["answered"] = sheets
_spec.loader.exec_module(sheets)

pytestmark = pytest.mark.whole

Notebook = dict[str, Any]
Habit = Callable[[Notebook, str], object]
CODED = ("01", "04")
WRITERS = ("06", "09")


def first(notebook: Notebook) -> str:
    """Return the sheet's first task that is checked."""
    name: str = next(
        sheets.name_of(cell)
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade")
    )
    return name


def answer_cell(notebook: Notebook, task: str) -> dict[str, Any]:
    cell: dict[str, Any] = notebook["cells"][sheets.at(notebook, f"{task}-answer")]
    return cell


def copied_answer_cell_reused(notebook: Notebook, task: str) -> None:
    """The first answer's cell is copied into another task's place, where the answer is written."""
    other = answer_cell(notebook, task)
    copy = json.loads(json.dumps(answer_cell(notebook, first(notebook))))
    copy["source"], other["source"] = other["source"], "answer = ..."
    notebook["cells"].insert(sheets.at(notebook, f"{task}-answer") + 1, copy)


def trial_in_a_copied_cell(notebook: Notebook, task: str) -> None:
    """Below the check, a copy of the answer's cell plays with other values."""
    copy = json.loads(json.dumps(answer_cell(notebook, task)))
    names = re.findall(r"^(\w+)(?:, (\w+))? =", sheets.source_of(copy), re.MULTILINE)
    copy["source"] = "\n".join(f"{name} = 'playing'" for pair in names for name in pair if name) or "1 + 1"
    notebook["cells"].insert(sheets.at(notebook, task) + 1, copy)


def answer_typed_into_the_check(notebook: Notebook, task: str) -> None:
    """The answer's cell keeps its dots; the check is called with the answer itself."""
    own = answer_cell(notebook, task)
    check = notebook["cells"][sheets.at(notebook, task)]
    named = re.search(rf'check\("{task}", (\w+)', sheets.source_of(check))
    assert named is not None
    value = sheets.source_of(own).replace(f"{named[1]} = ", "typed = ")
    notebook["cells"].insert(sheets.at(notebook, f"{task}-answer"), sheets.code(value))
    own["source"] = f"{named[1]} = ..."
    check["source"] = sheets.source_of(check).replace(f", {named[1]}", ", typed", 1)


def answer_after_the_check(notebook: Notebook, task: str) -> None:
    """The answer's cell was moved below its check, and the check was run again."""
    place = sheets.at(notebook, f"{task}-answer")
    notebook["cells"].insert(sheets.at(notebook, task), notebook["cells"].pop(place))


def dots_everywhere(notebook: Notebook, task: str) -> list[tuple[str, str]]:
    """Put the dots of the sheet back into all answers of code; return each task with what stood there."""
    blank = sheets.untouched(sheet_of(task))
    taken = []
    for name in [name for name, written in sheets.tasks(sheet_of(task)).items() if not written]:
        own = answer_cell(notebook, name)
        taken.append((name, sheets.source_of(own)))
        own["source"] = sheets.source_of(answer_cell(blank, name))
    return taken


def answers_below_their_checks(notebook: Notebook, task: str) -> None:
    """The dots stand; each answer was written below its check, which was then run again."""
    for name, source in dots_everywhere(notebook, task):
        notebook["cells"].insert(sheets.at(notebook, name) + 1, sheets.code(source))


def answers_at_the_end(notebook: Notebook, task: str) -> None:
    """The dots stand; all answers were written in cells at the end, and the checks were then run again."""
    notebook["cells"] += [sheets.code(source) for _, source in dots_everywhere(notebook, task)]


def answer_in_two_cells(notebook: Notebook, task: str) -> None:
    """The answer is split; the second half has lost its name."""
    own = answer_cell(notebook, task)
    notebook["cells"].insert(sheets.at(notebook, f"{task}-answer") + 1, sheets.code(sheets.source_of(own)))
    own["source"] = "first_thoughts = 1"


def answer_and_check_in_one_cell(notebook: Notebook, task: str) -> None:
    """Both cells were merged."""
    check = notebook["cells"].pop(sheets.at(notebook, task))
    own = answer_cell(notebook, task)
    own["source"] = f"{sheets.source_of(own)}\n{sheets.source_of(check)}"


def everything_in_one_nameless_cell(notebook: Notebook, task: str) -> None:
    """All cells of code were merged, and all names are lost."""
    code = [sheets.source_of(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] != "code"]
    notebook["cells"].append(sheets.code("\n".join(code)))
    assert task


def the_checks_deleted(notebook: Notebook, task: str) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["metadata"].get("nbgrader", {}).get("grade")]
    assert task


def names_lost(notebook: Notebook, task: str) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    assert task


def prompts_translated_and_names_lost(notebook: Notebook, task: str) -> None:
    names_lost(notebook, task)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = "## Aufgabe\n\nAuf Deutsch."


RIGHT_AT_HOME: dict[str, Habit] = {
    "nothing changed": lambda notebook, task: None,  # noqa: ARG005 - a habit's form
    "a copied answer cell reused": copied_answer_cell_reused,
    "own trial in a copied cell": trial_in_a_copied_cell,
    "answer typed into the check": answer_typed_into_the_check,
    "answer after the check": answer_after_the_check,
    "answers below their checks": answers_below_their_checks,
    "answers at the end": answers_at_the_end,
    "answer in two cells": answer_in_two_cells,
    "answer and check in one cell": answer_and_check_in_one_cell,
    "everything in one nameless cell": everything_in_one_nameless_cell,
    "the checks deleted": the_checks_deleted,
    "names lost": names_lost,
    "prompts translated and names lost": prompts_translated_and_names_lost,
}


def as_raw(notebook: Notebook, task: str) -> None:
    own = answer_cell(notebook, task)
    own["cell_type"] = "raw"
    del own["outputs"], own["execution_count"]


def as_text(notebook: Notebook, task: str) -> None:
    as_raw(notebook, task)
    answer_cell(notebook, task)["cell_type"] = "markdown"


def as_a_copy_of_the_check(notebook: Notebook, task: str) -> None:
    answer_cell(notebook, task)["source"] = sheets.source_of(notebook["cells"][sheets.at(notebook, task)])


def dots_kept(notebook: Notebook, task: str) -> None:
    untouched = sheets.untouched(next(sheet for sheet in CODED if task.startswith(f"t{int(sheet)}-")))
    answer_cell(notebook, task)["source"] = sheets.source_of(answer_cell(untouched, task))


def as_comments(notebook: Notebook, task: str) -> None:
    dots_kept(notebook, task)
    own, answered = answer_cell(notebook, task), answer_cell(sheets.answered(sheet_of(task)), task)
    own["source"] = "\n".join(
        [sheets.source_of(own), *(f"# {line}" for line in sheets.source_of(answered).splitlines())]
    )


def below_a_magic(notebook: Notebook, task: str) -> None:
    own = answer_cell(notebook, task)
    own["source"] = f"%%writefile answer.py\n{sheets.source_of(own)}"


NOTHING_COUNTS: dict[str, tuple[Habit, str]] = {
    "answer became raw": (as_raw, "stands in a raw cell, which is never run"),
    "answer became text": (as_text, "stands in a text cell, which is never run"),
    "answer is a copy of the check": (as_a_copy_of_the_check, "holds a copy of the check"),
    "dots kept": (dots_kept, "Nothing has been written here."),
    "answer in comments": (as_comments, "stands in comments, which are never run. Take the # away."),
    "answer below a magic": (below_a_magic, "begins with %%writefile, so what it answers is not kept."),
}


def wrong_and_with_the_set_up(notebook: Notebook, task: str) -> None:
    """The answer was written, wrongly, into the set-up's cell, and its own cell deleted."""
    own = notebook["cells"].pop(sheets.at(notebook, f"{task}-answer"))
    setup = notebook["cells"][sheets.at(notebook, f"s{int(sheet_of(task))}-setup")]
    assert sheets.source_of(own)
    setup["source"] = f"{sheets.source_of(setup)}\nsize = [94, 22]"


# For each sheet the task that the habits are tried on: its answer is a plain name that no other task needs.
TRIED = {"01": "t1-2", "04": "t4-2"}


def own_cell_below(notebook: Notebook, task: str) -> str:
    cell = notebook["cells"][sheets.at(notebook, task)]
    cell["source"] = sheets.source_of(sheets.untouched(sheet_of(task))["cells"][0]) and "*Write your answer here.*"
    notebook["cells"].insert(sheets.at(notebook, task) + 1, sheets.words(sheets.WRITTEN))
    return str(sheets.WRITTEN)


def see_below(notebook: Notebook, task: str) -> str:
    own_cell_below(notebook, task)
    notebook["cells"][sheets.at(notebook, task)]["source"] = "See below."
    return f"See below.\n\n{sheets.WRITTEN}"


def comments_in_a_code_cell(notebook: Notebook, task: str) -> str:
    cell = notebook["cells"][sheets.at(notebook, task)]
    text = "# My text about 1952 as comments\n# and more"
    cell |= {"cell_type": "code", "source": text, "outputs": [], "execution_count": None}
    return text


def into_the_question(notebook: Notebook, task: str) -> str:
    place = sheets.at(notebook, task)
    asked = notebook["cells"][place - 1]
    asked["source"] = f"{sheets.source_of(asked)}\n\n{sheets.WRITTEN}"
    notebook["cells"][place]["source"] = "*Write your answer here.*"
    return str(sheets.WRITTEN)


def in_a_raw_cell(notebook: Notebook, task: str) -> str:
    notebook["cells"][sheets.at(notebook, task)]["cell_type"] = "raw"
    return str(sheets.WRITTEN)


def long_text(notebook: Notebook, task: str) -> str:
    text = "Ein Satz mit Umlauten äöü. " * 180
    notebook["cells"][sheets.at(notebook, task)]["source"] = text
    return text.strip()


def name_lost(notebook: Notebook, task: str) -> str:
    notebook["cells"][sheets.at(notebook, task)]["metadata"] = {}
    return str(sheets.WRITTEN)


WRITING: dict[str, Callable[[Notebook, str], str]] = {
    "own cell below": own_cell_below,
    "see below": see_below,
    "comments in a code cell": comments_in_a_code_cell,
    "into the question": into_the_question,
    "in a raw cell": in_a_raw_cell,
    "long text": long_text,
    "name lost": name_lost,
}


def sheet_of(task: str) -> str:
    return f"{int(task[1:].split('-', maxsplit=1)[0]):02d}"


def last_written(sheet: str) -> str:
    name: str = [name for name, written in sheets.tasks(sheet).items() if written][-1]
    return name


def table(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["learner"], row["grade_id"]): row for row in csv.DictReader(file)}


def reads_a_table_of_its_own(notebook: Notebook) -> None:
    setup = notebook["cells"][sheets.at(notebook, "s1-setup")]
    setup["source"] = sheets.source_of(setup) + '\nmine = pd.read_csv("C:/Users/Anna/claims.csv")'
    answer_cell(notebook, "t1-2")["source"] = answer_cell(notebook, "t1-2")["source"].replace("claims", "mine")


def imports_in_vain_and_reads_a_table(notebook: Notebook) -> None:
    """The first error harms nothing; the second one is the cause."""
    reads_a_table_of_its_own(notebook)
    notebook["cells"].insert(0, sheets.code("import not_installed_here"))


def leaves_its_folder(notebook: Notebook) -> None:
    """The sheet's own set-up does not find its tables any more."""
    notebook["cells"].insert(0, sheets.code("import os\nos.chdir('/')"))


# What goes wrong in no task, the words that are said of it, and the tasks that are lost.
CAUSES: dict[str, tuple[Callable[[Notebook], None], tuple[str, set[str]]]] = {
    "changed set-up fails": (
        reads_a_table_of_its_own,
        ("belongs to no task stopped with this error. FileNotFoundError", {"t1-2"}),
    ),
    "imports in vain": (
        imports_in_vain_and_reads_a_table,
        ("belongs to no task stopped with this error. FileNotFoundError", {"t1-2"}),
    ),
    "leaves its folder": (
        leaves_its_folder,
        ("a cell of the sheet itself stopped with this error", {f"t1-{number}" for number in range(1, 7)}),
    ),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - tables and texts
    """Grade the class once: one learner a habit and sheet."""
    folder = tmp_path_factory.mktemp("habits")
    wanted: dict[str, str] = {}
    for sheet in CODED:
        for name, habit in {**RIGHT_AT_HOME, **{name: found for name, (found, _) in NOTHING_COUNTS.items()}}.items():
            notebook = sheets.answered(sheet)
            habit(notebook, TRIED[sheet])
            hand_in(folder, f"{name} {sheet}", sheet, notebook)
    for sheet in WRITERS:
        for name, writing in WRITING.items():
            notebook = sheets.answered(sheet)
            wanted[f"{name} {sheet}"] = writing(notebook, last_written(sheet))
            hand_in(folder, f"{name} {sheet}", sheet, notebook)
    for name, (change, _) in CAUSES.items():
        notebook = sheets.answered("01")
        change(notebook)
        hand_in(folder, name, "01", notebook)
    notebook = sheets.answered("01")
    wrong_and_with_the_set_up(notebook, "t1-1")
    hand_in(folder, "wrong in the set-up", "01", notebook)
    out = folder / "out"
    assert main(["grade", str(folder / "class"), "--out", str(out), "--jobs", "2"]) == 0
    return table(out / "items.csv"), table(out / "to_read.csv"), wanted, out


def hand_in(folder: Path, learner: str, sheet: str, notebook: Notebook) -> None:
    path = folder / "class" / learner / sheets.file_name(sheet)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize("sheet", CODED)
@pytest.mark.parametrize("habit", RIGHT_AT_HOME)
def test_what_is_right_at_home_earns_its_points(graded: Any, habit: str, sheet: str) -> None:  # noqa: ANN401 - a graded class: tables and texts
    items, _, _, _ = graded
    lost = {
        task: (items[f"{habit} {sheet}", task]["outcome"], items[f"{habit} {sheet}", task]["hint"])
        for task, written in sheets.tasks(sheet).items()
        if not written and items[f"{habit} {sheet}", task]["outcome"] != "passed"
    }
    assert not lost


@pytest.mark.parametrize("sheet", CODED)
@pytest.mark.parametrize("habit", NOTHING_COUNTS)
def test_where_nothing_counts_the_reason_is_true(graded: Any, habit: str, sheet: str) -> None:  # noqa: ANN401 - a graded class: tables and texts
    items, _, _, _ = graded
    row = items[f"{habit} {sheet}", TRIED[sheet]]
    assert (row["points"], row["outcome"]) == ("0", "not answered")
    assert NOTHING_COUNTS[habit][1] in row["hint"]
    others = {
        row["outcome"]
        for (learner, task), row in items.items()
        if learner == f"{habit} {sheet}" and task != TRIED[sheet] and not sheets.tasks(sheet)[task]
    }
    assert others == {"passed"}


@pytest.mark.parametrize("sheet", WRITERS)
@pytest.mark.parametrize("habit", WRITING)
def test_everything_written_goes_to_the_reader_whole(graded: Any, habit: str, sheet: str) -> None:  # noqa: ANN401 - a graded class: tables and texts
    _, to_read, wanted, _ = graded
    learner = f"{habit} {sheet}"
    assert to_read[learner, last_written(sheet)]["answer"].replace("\r\n", "\n") == wanted[learner]


@pytest.mark.parametrize("name", CAUSES)
def test_the_first_cause_is_said_once_and_first(graded: Any, name: str) -> None:  # noqa: ANN401 - a graded class: tables and texts
    items, _, _, out = graded
    page = (out / "feedback" / name / "01.html").read_text(encoding="utf-8")
    _, (cause, lost) = CAUSES[name]
    assert page.count(cause) == 1
    assert page.index(cause) < page.index("Task 1.1")
    for task in sheets.tasks("01"):
        row = items[name, task]
        if task in lost:
            assert row["hint"] == "This follows from the error at the top of this page."
        else:
            assert row["outcome"] == "passed"


def test_an_answer_that_stands_elsewhere_is_not_called_missing(graded: Any) -> None:  # noqa: ANN401 - a graded class: tables and texts
    items, _, _, _ = graded
    row = items["wrong in the set-up", "t1-1"]
    assert (row["outcome"], row["hint"]) == (
        "failed",
        "You counted the line with the column names. It is no claim.",
    )
