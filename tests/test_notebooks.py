"""The lessons as committed: one skeleton, short cells, executed, and every output really compared by nbval."""

from __future__ import annotations

import csv
import itertools
import json
import re
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.course import find_course
from coursekit.quiz import bank as bank_module

if TYPE_CHECKING:
    from collections.abc import Callable

LESSONS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9][0-9]-*.ipynb"))
SECTIONS = ["See", "Ask", "Check", "Argue", "Recap"]
HEADER_ROWS = ["Question", "Minutes", "Level", "History skill", "Data skill", "Data", "Sources"]
TEXT_MIMES = ("text/plain", "text/html", "text/markdown", "application/json")

Notebook = dict[str, Any]
lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def source(cell: Notebook) -> str:
    return "".join(cell["source"])


def code_cells(path: Path) -> list[Notebook]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def texts(output: Notebook) -> list[tuple[Notebook, str]]:
    """Return the places in an output that nbval compares, as (holder, key)."""
    if "data" in output:
        return [(output["data"], mime) for mime in TEXT_MIMES if mime in output["data"]]
    return [(output, "text")] if "text" in output else []


def headings(path: Path) -> list[tuple[int, str]]:
    found = []
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            found += re.findall(r"^(#+) +(.+?) *$", source(cell), flags=re.MULTILINE)
    return [(len(marks), text) for marks, text in found]


def test_lessons_0_to_3_are_there() -> None:
    assert [path.name[:2] for path in LESSONS][:4] == ["00", "01", "02", "03"]


def test_every_question_of_the_bank_is_asked_in_its_lesson() -> None:
    bank = Path(__file__).resolve().parents[1] / "data" / "questions"
    for path in LESSONS:
        known = re.findall(
            r"^ *- id: (q-\d{4})$", (bank / f"{path.name[:2]}.yaml").read_text(encoding="utf-8"), re.MULTILINE
        )
        text = "".join(source(cell) for cell in read(path)["cells"])
        asked = re.findall(r'"(q-\d{4})"', "".join(re.findall(r"quiz\.ask\(([^)]*)\)", text)))
        # A grid asks the questions that rate its items.
        rated = set(re.findall(r'"(E\d\d)"', "".join(re.findall(r"quiz\.rate\(([^)]*)\)", text))))
        in_grids = [name for name in known if str(bank_module.find(name).body.get("evidence")) in rated]
        assert known
        assert set(known) - {*asked, *in_grids} == set()


def test_every_page_that_a_lesson_links_to_is_a_source() -> None:
    with (LESSONS[0].parents[1] / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        addresses = {row["url"] for row in csv.DictReader(file)}
    for path in LESSONS:
        text = "".join(source(cell) for cell in read(path)["cells"])
        linked = re.findall(r"\]\((https?://[^)]+)\)", text)
        assert [link for link in linked if link not in addresses] == []


@lessons
def test_the_skeleton_is_kept(path: Path) -> None:
    found = headings(path)
    assert [text for level, text in found if level == 1] == [found[0][1]], "one title, at the top"
    assert [text for level, text in found if level == 2] == SECTIONS
    for (above, _), (below, text) in itertools.pairwise(found):
        assert below <= above + 1, f"the heading {text!r} skips a level"


@lessons
def test_the_header_table_is_filled(path: Path) -> None:
    first = "".join(source(cell) for cell in read(path)["cells"][:3])
    rows = dict(re.findall(r"^\| *\*{0,2}([^|*]+?)\*{0,2} *\| *([^|]+?) *\|$", first, flags=re.MULTILINE))
    assert [name for name in HEADER_ROWS if not rows.get(name)] == []


@pytest.mark.parametrize("path", LESSONS[:5], ids=lambda path: path.stem)
def test_a_lesson_opens_with_its_question_and_something_to_see(path: Path) -> None:
    first, second, third = read(path)["cells"][:3]
    assert re.search(r"^\*\*[^*]+\?\*\*", source(first), flags=re.MULTILINE), "the question"
    assert "(help.ipynb)" in source(first)
    assert "| **Question** |" not in source(first), "the table is for the teacher, and folded"
    assert any("text/html" in output.get("data", {}) for output in second["outputs"]), "a picture"
    assert re.search(r"<details>.*\| \*\*Question\*\* \|.*</details>", source(third), flags=re.DOTALL)


@pytest.mark.parametrize("path", LESSONS[:3], ids=lambda path: path.stem)
def test_the_answer_of_lesson_3_is_not_told_before(path: Path) -> None:
    texts_before = [source(cell) for cell in read(path)["cells"]]
    texts_before += [
        str(question.body) + question.explanation + "".join(question.hints) + question.prompt
        for question in bank_module.lessons()[int(path.name[:2])].questions.values()
    ]
    told = r"fourteen|fifteenth|eleven other allies|fifteen (?:members|states)"
    assert re.findall(told, " ".join(texts_before)) == []


@lessons
def test_cells_are_few_and_short(path: Path) -> None:
    cells = read(path)["cells"]
    assert 25 <= len(cells) <= 50
    sizes = sorted(len(source(cell).splitlines()) for cell in code_cells(path))
    assert statistics.median(sizes) <= 2
    assert sizes[int(len(sizes) * 0.9) - 1] <= 8
    assert sizes[-1] <= 15


# Beside the list of files, a window of 1280 pixels shows so many characters of a line; the rest must be scrolled to.
WIDEST_LINE = 104
SHEETS = sorted((Path(__file__).resolve().parents[1] / "exercises").glob("*.ipynb"))


@pytest.mark.parametrize("path", [*LESSONS, *SHEETS], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_line_of_code_is_seen_whole(path: Path) -> None:
    # What checks an answer, and what stands in a cell to answer in, is not there to be read; see the sheets' own tests.
    shown = [cell for cell in code_cells(path) if not is_answered_or_checked(cell)]
    assert [line for cell in shown for line in source(cell).splitlines() if len(line) > WIDEST_LINE] == []


def is_answered_or_checked(cell: Notebook) -> bool:
    marks = cell["metadata"].get("nbgrader", {})
    return bool(marks.get("solution") or marks.get("grade"))


@lessons
def test_every_output_stands_between_sentences(path: Path) -> None:
    cells = read(path)["cells"]
    bare = []
    for before, cell, after in zip(cells, cells[1:], [*cells[2:], {"cell_type": "end"}], strict=False):
        if cell["cell_type"] == "code" and cell["outputs"]:
            neighbours = {before["cell_type"], after["cell_type"]}
            bare += [] if neighbours == {"markdown"} else [source(cell)]
    assert bare == [], "a sentence before says what to look for, one after says what to notice"


@lessons
def test_prose_cells_are_short(path: Path) -> None:
    prose = [source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "markdown"]
    words = sorted(len(re.sub(r"[|#*`>-]", " ", text).split()) for text in prose)
    assert words[int(len(words) * 0.9) - 1] <= 110
    assert words[-1] <= 200


@lessons
def test_pictures_and_links_say_what_they_are(path: Path) -> None:
    prose = "\n".join(source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "markdown")
    assert re.findall(r"!\[\s*\]", prose) == [], "a picture without words"
    assert re.findall(r"\[(?:here|link|this|click)\]\(", prose, flags=re.IGNORECASE) == []


@lessons
def test_it_is_stored_executed_from_top_to_bottom(path: Path) -> None:
    cells = code_cells(path)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"] == []


@lessons
def test_it_carries_nothing_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?:/home/|/root/|/tmp/|/work/|C:\\\\|site-packages)[^\"']{0,40}", text) == []
    assert set(read(path)["metadata"]) == {"kernelspec", "language_info"}


@lessons
def test_nbval_compares_every_output(path: Path, course_copy: Path, nbval: Callable[[Path], dict[int, str]]) -> None:
    """Spoil every stored text: nbval must fail each of those cells, and only those."""
    notebook = read(path)
    spoiled = set()
    for number, cell in enumerate(cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        for output in cell["outputs"]:
            for holder, key in texts(output):
                holder[key] = "spoiled"
                spoiled.add(number)
    assert len(spoiled) >= 5, "a lesson shows something"
    copy = course_copy / "notebooks" / path.name
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    outcomes = nbval(copy)
    assert {number for number, outcome in outcomes.items() if outcome != "passed"} == spoiled


@pytest.mark.parametrize(
    ("table", "old", "new", "lesson"),
    [
        ("timeline", "1954-05-07", "1954-05-08", "02"),
        ("members", "GRC,1951-10-22,1952-02-18", "GRC,1951-10-22,1955-02-18", "03"),
        ("capabilities", "SUN,1955,196.2", "SUN,1955,296.2", "03"),
        ("capabilities", "GRC,1955,8,", "GRC,1955,80,", "04"),
    ],
)
def test_one_changed_cell_in_a_table_fails_a_lesson(
    table: str, old: str, new: str, lesson: str, course_copy: Path, nbval: Callable[[Path], dict[int, str]]
) -> None:
    file = course_copy / "data" / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    (notebook,) = (course_copy / "notebooks").glob(f"{lesson}-*.ipynb")
    assert set(nbval(notebook).values()) != {"passed"}


def test_lesson_0_is_short_before_its_last_question() -> None:
    cells = read(LESSONS[0])["cells"]
    last = max(place for place, cell in enumerate(cells) if "quiz.ask" in source(cell))
    text = " ".join(source(cell) for cell in cells[:last] if cell["cell_type"] == "markdown")
    assert len(re.sub(r"<details><summary>For teachers.*?</details>", "", text, flags=re.DOTALL).split()) <= 900


NAMED_TWICE = re.compile(r"\b[CEH]\d{1,2},? (?:and |or )?[CEH]\d{1,2}\b")


@lessons
def test_no_code_stands_without_words(path: Path) -> None:
    """Nobody can find "q-0502", or knows what "E02, E04" are: codes stand in brackets behind words, or in code."""
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            told = re.sub(r"\([^)]*\)|`[^`]*\([^`]*`", "", source(cell))
            assert "q-0" not in told
            assert not NAMED_TWICE.search(told)


def test_the_ways_through_the_course_name_no_question_without_words() -> None:
    for way in find_course().sections["ways"].values():
        assert "q-0" not in re.sub(r"\([^)]*\)", "", way["about"])
