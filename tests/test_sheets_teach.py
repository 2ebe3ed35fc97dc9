"""Nothing is asked in a sheet that neither a lesson up to it nor the sheet itself, above the task, has shown."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.taught import untaught, vocabulary
from coursekit.checks.marks import answer_part

ROOT = Path(__file__).resolve().parents[1]
MASTERS = sorted((ROOT / "solutions").glob("*.ipynb"))
sheets = pytest.mark.parametrize("master", MASTERS, ids=lambda path: path.stem)

Notebook = dict[str, Any]


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def source(cell: Notebook) -> str:
    return "".join(cell["source"])


def marks(cell: Notebook) -> Notebook:
    found: Notebook = cell["metadata"].get("nbgrader", {})
    return found


def answers(master: Path) -> dict[str, str]:
    """Return the code of each answer of a master by the answer cell's name, author's words and stub included."""
    cells = [cell for cell in read(master)["cells"] if cell["cell_type"] == "code"]
    return {marks(cell)["grade_id"]: source(cell) for cell in cells if marks(cell).get("solution")}


def lessons_up_to(number: str) -> list[Notebook]:
    return [read(path) for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")) if path.name[:2] <= number]


@sheets
def test_no_answer_needs_what_was_not_shown(master: Path) -> None:
    assert untaught(read(master), lessons_up_to(master.name[:2])) == {}


@sheets
def test_every_solution_begins_with_the_answer(master: Path) -> None:
    assert [name for name, text in answers(master).items() if not answer_part(text)] == []
    assert [
        name for name, text in answers(master).items() if re.search(r"\b(mistake|hint|why)\(", answer_part(text))
    ] == []


@pytest.mark.parametrize("number", ["01", "02"])
def test_functions_begin_in_sheet_3(number: str) -> None:
    master = next(path for path in MASTERS if path.name.startswith(number))
    asked = {
        name: {"def", "return", "lambda"} & vocabulary(answer_part(text)) for name, text in answers(master).items()
    }
    assert {name: words for name, words in asked.items() if words} == {}


def visible_checks(master: Path) -> dict[str, str]:
    """Return what the check cells of each task show, by the cell's name, for calls that learners see."""
    cells = [cell for cell in read(master)["cells"] if cell["cell_type"] == "code" and marks(cell).get("points")]
    seen = {marks(cell)["grade_id"]: source(cell).split("### BEGIN HIDDEN TESTS")[0] for cell in cells}
    return {name: text for name, text in seen.items() if "check(" in text}


@sheets
def test_s2_6_a_function_is_tried_a_second_time_in_sight(master: Path) -> None:
    checks = visible_checks(master)
    for name, text in answers(master).items():
        for function in re.findall(r"^def (\w+)\(", answer_part(text), flags=re.MULTILINE):
            task = name.removesuffix("-answer")
            calls = re.findall(rf"\b{function}\(([^\n]*)", checks[task])
            assert f'check("{task}-again"' in checks[task], name
            assert len(set(calls)) > 1, f"{name}: with one and the same input, a fixed number would be called right"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('len(claims), claims["kind"].nunique()', {"len()", ".nunique", "tuple"}),
        ("def f(x):\n    return [y for y in x]\n\n\nf(3)", {"def", "return", "[… for …]"}),
        ('t[(t["a"] > 1) & ~t["b"].isna()]', {"mask", "&", "~", "< or >", ".isna"}),
        ('t[["a", "b"]].sum(axis=1)[:3]', {"list of labels", "list", ".sum", "axis=", "slice"}),
        (r't.str.contains(r"\b(a|b)\b")', {".str", ".contains", "| in a pattern", r"\b in a pattern"}),
        ('f"{a} of {b}" if a in {1, 2} else {"a": 1}', {"f-string", "if in one line", "in", "set in braces", "dict"}),
    ],
)  # fmt: skip
def test_the_words_of_code(code: str, words: set[str]) -> None:
    assert vocabulary(code) == words


def points(master: Path) -> int:
    return sum(int(marks(cell).get("points", 0)) for cell in read(master)["cells"])


def minutes(master: Path) -> int:
    """Estimate how long a sheet takes: reading, running the examples, three minutes a point of code, writing."""
    cells = read(master)["cells"]
    read_words = sum(len(source(cell).split()) for cell in cells if cell["cell_type"] == "markdown" and not marks(cell))
    examples = sum(1 for cell in cells if "-example-" in marks(cell).get("grade_id", ""))
    code = sum(int(marks(cell).get("points", 0)) for cell in cells if cell["cell_type"] == "code")
    written = sum(len(source(cell).split()) for cell in cells if marks(cell) and cell["cell_type"] == "markdown")
    return round(read_words / 150 + 1.5 * examples + 3 * code + written / 4)


@sheets
def test_a_sheet_says_what_it_needs_and_how_long_it_takes(master: Path) -> None:
    head = source(read(master)["cells"][0])
    assert re.search(rf"\*\*What it needs:\*\* pandas as in lessons? 1(?: (?:and|to) {int(master.name[:2])})?:", head)
    said = re.search(r"\*\*How long it takes:\*\* about (\d+) minutes\.", head)
    assert said
    assert abs(int(said[1]) - minutes(master)) <= 5, minutes(master)
    assert head.endswith(f"{points(master)} points in all.")


@sheets
def test_an_example_is_led_in_by_a_sentence_and_has_no_comment(master: Path) -> None:
    cells = read(master)["cells"]
    for before, cell in itertools.pairwise(cells):
        if "-example-" in marks(cell).get("grade_id", ""):
            assert before["cell_type"] == "markdown"
            assert source(before).rstrip()[-1] in ".:?"
            assert "#" not in re.sub(r'"[^"]*"', "", source(cell))
            assert cell["outputs"], "an example shows something"


def test_an_untaught_word_is_found_and_an_example_teaches_it() -> None:
    lesson = {"cells": [{"cell_type": "code", "metadata": {}, "source": 'claims["kind"].value_counts()'}]}
    given = {"solution": True, "grade_id": "t1-1-answer"}
    answer = "size = ...\n### BEGIN SOLUTION\nsize = len(claims)\n### END SOLUTION"
    task = {"cell_type": "code", "metadata": {"nbgrader": given}, "source": answer}
    example = {"cell_type": "code", "metadata": {}, "source": "len(members)"}
    setup = {"cell_type": "code", "metadata": {}, "source": "import pandas as pd\nlen(members)"}
    assert untaught({"cells": [task]}, [lesson]) == {"t1-1-answer": ["len()"]}
    assert untaught({"cells": [setup, task]}, [lesson]) == {"t1-1-answer": ["len()"]}
    assert untaught({"cells": [task, example]}, [lesson]) == {"t1-1-answer": ["len()"]}
    assert untaught({"cells": [example, task]}, [lesson]) == {}
