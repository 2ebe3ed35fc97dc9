"""Moodle XML: what a parser reads that we did not write, and the paths at which Moodle's own importer looks.

The importer is ``question/format/xml/format.php`` of Moodle; the element names below are those that it asks for.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import pytest
from moodle_xml_parser.parser import parse_bytes
from tests.teaching.exports.keys import OPEN, key_of, shown, tree_of

from coursekit.teaching.exports.formats import moodle_xml
from coursekit.teaching.exports.tasks import Bank, Choice, Grid, Item, Option, Scale, Stance, Writing

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Mapping

HOSTILE = "<script>alert(1)</script> ]]> & {1:SA:=x} \x00 \ud800 é"


@pytest.fixture(scope="session")
def parsed(written: dict[str, bytes]) -> dict[str, list[Any]]:
    """What the independent parser makes of the file: choices and embedded answers."""
    found: dict[str, list[Any]] = parse_bytes(written["moodle-xml"])
    return found


@pytest.fixture(scope="session")
def elements(written: dict[str, bytes]) -> dict[str, ET.Element]:
    """Every question's element by its idnumber."""
    quiz = tree_of(written["moodle-xml"])
    return {str(one.findtext("idnumber")): one for one in quiz.findall("question") if one.get("type") != "category"}


def key_in(element: ET.Element) -> Any:  # noqa: ANN401 - as key_of
    """Return the key as Moodle's importer reads it."""
    kind = element.get("type")
    if kind == "numerical":
        answers = [(one.findtext("text"), float(one.get("fraction", "")), one) for one in element.findall("answer")]
        first = next(one for _, share, one in answers if share == 100)
        value, tolerance = (float(str(first.findtext(name))) for name in ("text", "tolerance"))
        never_marked = any(text == "*" and share == 100 for text, share, _ in answers)
        return ("estimate", value, tolerance) if never_marked else (value, tolerance)
    if kind == "matching":
        pairs = element.findall("subquestion")
        return {shown(str(one.findtext("text"))): one.findtext("answer/text") for one in pairs}
    assert kind == "essay", kind
    return OPEN


def test_every_choice_is_read_with_its_key_and_its_feedback(course_bank: Bank, parsed: Mapping[str, list[Any]]) -> None:
    choices = {one.name.split()[0]: one for one in parsed["multichoice"]}
    expected = {item.id: item for item in course_bank.items if isinstance(item.task, Choice)}
    assert choices.keys() == expected.keys()
    for name, item in expected.items():
        found = choices[name]
        assert found.single is not item.task.many  # type: ignore[union-attr]  # a choice
        assert {html.unescape(one.answer): one.score_fraction > 0 for one in found.options} == key_of(item), name
        right = sum(one.score_fraction for one in found.options if one.score_fraction > 0)
        assert 99.9 < right <= 100
        said = [shown(one.feedback) for one in found.options]
        assert said == [option.feedback for option in item.task.options]  # type: ignore[union-attr]  # a choice


def test_every_rating_that_can_be_argued_for_is_right(course_bank: Bank, parsed: Mapping[str, list[Any]]) -> None:
    clozes = {one.name.split()[0]: one for one in parsed["cloze"]}
    expected = {item.id: item for item in course_bank.items if isinstance(item.task, Grid)}
    assert clozes.keys() == expected.keys()
    for name, item in expected.items():
        rows = [{one.answer for one in gap.options if one.score == 100} for gap in clozes[name].gaps]
        assert rows == list(key_of(item).values()), name


def test_every_other_key_stands_where_moodle_looks(course_bank: Bank, elements: dict[str, ET.Element]) -> None:
    others = [item for item in course_bank.items if not isinstance(item.task, Choice | Grid)]
    assert elements.keys() == {item.id for item in course_bank.items}
    for item in others:
        assert key_in(elements[item.id]) == key_of(item), item.id


def test_prompt_hints_explanation_and_tags_are_there(course_bank: Bank, elements: dict[str, ET.Element]) -> None:
    for item in course_bank.items:
        one = elements[item.id]
        assert " ".join(item.prompt.split()) in shown(str(one.findtext("questiontext/text")))
        assert shown(str(one.findtext("generalfeedback/text"))).endswith(" ".join(item.explanation.split()))
        hints = [shown(str(hint.findtext("text"))) for hint in one.findall("hint")]
        if one.get("type") == "essay":
            assert all(hint in shown(str(one.findtext("questiontext/text"))) for hint in item.hints)
        else:
            assert hints == [" ".join(hint.split()) for hint in item.hints]
        assert tuple(tag.findtext("text") for tag in one.findall("tags/tag")) == item.tags


def test_what_is_contested_earns_no_mark(course_bank: Bank, elements: dict[str, ET.Element]) -> None:
    contested = [item for item in course_bank.items if isinstance(item.task, Scale | Stance)]
    assert contested
    for item in contested:
        assert elements[item.id].get("type") == "essay"
        assert elements[item.id].findtext("defaultgrade") == "0"
        assert elements[item.id].findall("answer") == []


def test_a_rubric_is_for_who_reads_the_text(course_bank: Bank, elements: dict[str, ET.Element]) -> None:
    for item in course_bank.items:
        if isinstance(item.task, Writing):
            info = shown(str(elements[item.id].findtext("graderinfo/text")))
            assert all(criterion in info for _, criterion in item.task.rubric)
            assert elements[item.id].findtext("minwordlimit") == str(item.task.least)


def test_hostile_text_stays_text() -> None:
    task = Choice((Option("a", HOSTILE, HOSTILE, right=True), Option("b", "no", "no")), many=False)
    item = Item("q-0101", 1, HOSTILE, HOSTILE, (HOSTILE,), "x", (HOSTILE,), task)
    content = moodle_xml.write(Bank("T", {1: HOSTILE}, (item,)))
    (question,) = [one for one in tree_of(content).findall("question") if one.get("type") != "category"]
    for path in ("questiontext/text", "answer/text", "answer/feedback/text", "hint/text"):
        assert "&lt;script&gt;" in str(question.findtext(path))
        assert "<script" not in str(question.findtext(path))
