"""What the course's own file says beside lessons and tables is true of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from coursekit.course import find_course
from coursekit.quiz import bank
from thirteenth.quiz.ways import read_ways

# One site is written for all of them.
pytestmark = pytest.mark.xdist_group("site")

ROOT = Path(__file__).resolve().parents[2]
SAID: dict[str, Any] = yaml.safe_load((ROOT / "data" / "site.yaml").read_text(encoding="utf-8"))
PICTURES = {entry["code"]: entry for entry in SAID["pictures"]}
LESSONS = {int(path.name[:2]): path for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))}


def words_of(lesson: int) -> str:
    cells = json.loads(LESSONS[lesson].read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


@pytest.mark.parametrize("entry", SAID["glossary"], ids=lambda entry: str(entry["term"]))
def test_a_term_is_introduced_where_the_glossary_says(entry: dict[str, Any]) -> None:
    written = re.compile(rf"[*_]{re.escape(entry.get('written', entry['term']))}[^\w]*[*_]")
    assert written.search(words_of(entry["lesson"])), f"lesson {entry['lesson']} does not set it off"
    marked = re.compile(rf"\*\*{re.escape(entry.get('written', entry['term']))}\*\*")
    assert not any(marked.search(words_of(earlier)) for earlier in range(entry["lesson"]))


def test_the_ways_are_those_of_the_notebooks() -> None:
    ways = read_ways(find_course(ROOT))
    assert [way["lessons"] for way in SAID["ways"]] == [list(path.lessons) for path in ways.values()]
    assert [way["name"].lower() for way in SAID["ways"]] == list(ways)


def test_a_wording_that_is_replaced_still_stands_somewhere() -> None:
    stored = "".join(path.read_text(encoding="utf-8") for path in LESSONS.values())
    for entry in SAID["wordings"]:
        assert json.dumps(entry["notebook"])[1:-1] in stored, entry["notebook"]


def texts_of(value: Any) -> list[str]:  # noqa: ANN401 - any plain values
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    return [value] if isinstance(value, str) else []


def test_what_a_question_says_makes_sense_in_a_page_without_a_notebook() -> None:
    """Only what asks how a notebook is used, or begins with "In a notebook", may speak of cells to run."""
    only_there = re.compile(
        r"\b(cells? (above|below)|this cell|kernel|folder|Jupyter\w*|Shift\+Enter|run it)\b", re.IGNORECASE
    )
    for lesson in bank.lessons():
        for key, question in lesson.questions.items():
            if question.skill == "running a cell":
                continue
            for text in texts_of([question.prompt, list(question.hints), question.explanation, question.body]):
                assert not only_there.search(text) or re.search(r"\bIn a notebook\b", text), (key, text)


def truth() -> dict[str, list[list[object]]]:
    """Return what the plain pictures draw, from the tables."""
    members, claims = (pd.read_csv(ROOT / "data" / f"{name}.csv") for name in ("members", "claims"))
    timeline = pd.read_csv(ROOT / "data" / "timeline.csv")
    steps = members[members["alliance"] == "NATO"].groupby("joined").size().cumsum()
    years = timeline[timeline["date"].between("1945-01-01", "1955-12-31")]
    told = pd.crosstab(years["lane"], years["in_article"])
    lanes = ["West", "Moscow", "Germany", "Eastern Europe"]
    counts = [[day, int(number)] for day, number in steps.items()]
    return {
        "Kinds of claims in the article": [[kind, int(n)] for kind, n in claims["kind"].value_counts().items()],
        "Told by the article?": [[lane, int(told.loc[lane, False]), int(told.loc[lane, True])] for lane in lanes],
        'title="Members of NATO"': counts,
        "Members of NATO after 1990": [row for row in counts if str(row[0]) > "1990"],
        "Which seat was free on 31 March 1954?": [row for row in counts if str(row[0]) < "1960"],
    }


@pytest.mark.parametrize(("name", "rows"), truth().items())
def test_the_words_of_a_plain_picture_are_true(name: str, rows: list[list[object]]) -> None:
    about = PICTURES[name]
    assert about["rows"] == rows
    drawn = [value for row in rows for value in row[1:]] if "Told" not in name else [row[2] for row in rows]
    numbers = [int(number) for number in re.findall(r"\b\d+\b", about["alt"])]
    assert all(value in numbers for value in drawn)


def test_the_ratios_of_1955_are_those_that_the_lesson_prints() -> None:
    cells = json.loads(LESSONS[4].read_text(encoding="utf-8"))["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    printed = "\n".join("".join(data.get("text/plain", "")) for data in outputs)
    about = PICTURES["NATO for each 1 of the Warsaw Pact, 1955"]
    for measure, ratio in about["rows"]:
        assert re.search(rf"{measure}\w* .* {ratio}\b", printed), measure
        assert str(ratio) in about["alt"]
