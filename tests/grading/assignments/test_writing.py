"""What a learner wrote for a written task goes to the reader whole, wherever it stands between its neighbours."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.grading.answered import ROOT, WRITTEN, answered, at, code, source_of, untouched, words

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.assignments.merge import merge
from coursekit.grading.assignments.notebook import read_cells
from coursekit.grading.assignments.pictures import pictures_in
from coursekit.grading.gradebook.records import text_digest
from coursekit.grading.model import ItemResult, Outcome, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

Notebook = dict[str, Any]
MASTERS = load_masters(ROOT / "solutions")
LAST = {"06": "t6-6", "07": "t7-6", "09": "t9-5"}


def written(notebook: Notebook, sheet: str) -> dict[str, str]:
    return merge(read_cells(json.dumps(notebook).encode())[0], MASTERS[sheet]).written


def unwritten(sheet: str) -> Notebook:
    """Return a sheet in which all is answered but its last, written task."""
    notebook = answered(sheet)
    blank = untouched(sheet)
    notebook["cells"][at(notebook, LAST[sheet])] = copy.deepcopy(blank["cells"][at(blank, LAST[sheet])])
    return notebook


def at_the_end(cells: list[Any], place: int) -> None:
    assert cells[place]
    cells.append(words(WRITTEN))


def in_two_cells_at_the_end(cells: list[Any], place: int) -> None:
    first, rest = WRITTEN[:10], WRITTEN[10:]
    assert cells[place]
    cells += [words(first), {**words(rest), "cell_type": "raw"}]


def as_comments_at_the_end(cells: list[Any], place: int) -> None:
    assert cells[place]
    cells.append(code(f"# {WRITTEN}"))


def into_the_last_text(cells: list[Any], place: int) -> None:
    last = max(number for number, cell in enumerate(cells) if cell["cell_type"] == "markdown")
    assert last > place
    cells[last]["source"] = f"{source_of(cells[last])}\n\n{WRITTEN}"


def between_the_questions_lines(cells: list[Any], place: int) -> None:
    heading, _, rest = source_of(cells[place - 1]).partition("\n\n")
    cells[place - 1]["source"] = f"{heading}\n\n{WRITTEN}\n\n{rest}"


def in_the_questions_place(cells: list[Any], place: int) -> None:
    cells[place - 1] = words(WRITTEN)


def in_place_of_question_and_cell(cells: list[Any], place: int) -> None:
    cells[place - 1 : place + 1] = [words(WRITTEN)]


HABITS: dict[str, Callable[[list[Any], int], None]] = {
    "at the end": at_the_end,
    "in two cells at the end": in_two_cells_at_the_end,
    "as comments at the end": as_comments_at_the_end,
    "into the last text": into_the_last_text,
    "between the question's lines": between_the_questions_lines,
    "in the question's place": in_the_questions_place,
    "in place of question and cell": in_place_of_question_and_cell,
}


@pytest.mark.parametrize("sheet", LAST)
@pytest.mark.parametrize("habit", HABITS)
def test_an_answer_between_its_neighbours_goes_to_the_reader(habit: str, sheet: str) -> None:
    notebook = unwritten(sheet)
    HABITS[habit](notebook["cells"], at(notebook, LAST[sheet]))
    found = written(notebook, sheet)[LAST[sheet]]
    assert found.replace("\n\n", "").removeprefix("# ") == WRITTEN


@pytest.mark.parametrize("sheet", LAST)
def test_an_answer_above_the_question_goes_to_the_reader_when_there_is_no_other(sheet: str) -> None:
    for notebook, expected in ((unwritten(sheet), "Above."), (answered(sheet), WRITTEN)):
        place = at(notebook, LAST[sheet]) - 1
        below_written = sheet == "09"
        notebook["cells"].insert(place, words("Above."))
        # Below another written answer, with the question intact, it is that one's.
        task = "t9-4" if below_written else LAST[sheet]
        assert ("Above." in written(notebook, sheet)[task]) is (below_written or expected == "Above.")


@pytest.mark.parametrize("sheet", LAST)
def test_what_was_answered_in_its_place_gets_no_text_from_above(sheet: str) -> None:
    notebook = answered(sheet)
    notebook["cells"].insert(1, words("My name is Anna."))
    notebook["cells"].insert(2, code("# I begin here."))
    assert set(written(notebook, sheet).values()) == {WRITTEN}


@pytest.mark.parametrize("sheet", LAST)
def test_an_untouched_sheet_and_code_that_runs_are_no_text(sheet: str) -> None:
    notebook = unwritten(sheet)
    notebook["cells"].append(code("matrix.head()"))
    assert written(notebook, sheet)[LAST[sheet]] == ""
    assert set(written(untouched(sheet), sheet).values()) == {""}


PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNiAAAABgADNjd8qAAAAABJRU5ErkJggg=="
SHOWN = "![image.png](attachment:image.png)"


@pytest.mark.parametrize("sheet", LAST)
def test_pictures_that_were_pasted_go_to_the_reader(sheet: str) -> None:
    notebook = answered(sheet)
    own = notebook["cells"][at(notebook, LAST[sheet])]
    own |= {"source": SHOWN, "attachments": {"image.png": {"image/png": PICTURE}, "x.svg": {"image/svg+xml": "<svg/>"}}}
    below = {
        **words("And this."),
        "attachments": {"a.jpg": {"image/jpeg": ["/9j/", "4AAQ\n"]}, "b": {"image/png": "no"}},
    }
    notebook["cells"].append(below)
    merged = merge(read_cells(json.dumps(notebook).encode())[0], MASTERS[sheet])
    assert merged.written[LAST[sheet]] == f"{SHOWN}\n\nAnd this."
    assert merged.pictures[LAST[sheet]] == (PICTURE, "/9j/4AAQ")


@pytest.mark.parametrize(
    "attachments", [None, [], "x", {"a": None}, {"a": {"image/png": 7}}, {"a": {"image/png": "é"}}]
)
def test_what_is_no_picture_is_left_out(attachments: object) -> None:
    assert pictures_in(attachments) == ()


def test_a_mark_belongs_to_the_pictures_too() -> None:
    def digest(*pictures: str) -> str:
        shown = (Shown("text", SHOWN), *(Shown("png", picture) for picture in pictures))
        return text_digest(ItemResult("t6-6", None, 4.0, Outcome.TO_READ, "", shown), "")

    assert len({digest(), digest(PICTURE), digest(PICTURE, PICTURE)}) == 3
