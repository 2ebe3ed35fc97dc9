"""The teacher's room and the exports in the pseudo-language: headings, buttons and instructions are looked up."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from tests.words.brackets import BRACKETS, content_of, hard_coded, strings_in, texts_of

from coursekit.course import find_course
from coursekit.quiz import bank
from coursekit.quiz.misconceptions import misconceptions
from coursekit.teaching.exports import losses
from coursekit.teaching.exports.reading import bank_of
from coursekit.teaching.exports.registry import format_named
from coursekit.teaching.making import index_page, lesson_pages
from coursekit.teaching.plans import plan_numbers, plan_path, read_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
COURSE = find_course(ROOT)


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")


def of_the_bank() -> Iterator[str]:
    for lesson in bank.lessons():
        yield lesson.title
        for one in lesson.questions.values():
            yield from content_of(one)
            yield from one.claims
            yield one.skill
            yield " ".join(one.prompt.split())
    yield from misconceptions()
    yield from misconceptions().values()


def of_the_plans() -> Iterator[str]:
    for number in plan_numbers(COURSE):
        yield from strings_in(read_plan(plan_path(COURSE, number)).content)
    for path in COURSE.path(COURSE.folders.data).glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            yield from (text for cell in row for text in strings_in(cell))
    yield from (ROOT / COURSE.sections["teaching"]["balance"]).read_text(encoding="utf-8").split("|")


def seen(page: str) -> list[str]:
    """Return the texts of a page outside of a lesson's own charts, of code and of a prompt that is cut."""
    parsed = BeautifulSoup(page, "html.parser")
    for element in parsed.select(".shown, script, style, code, svg text, #behind h3"):
        element.decompose()
    return texts_of(str(parsed))


@pytest.mark.parametrize("number", ["03", "05", "09"])
def test_the_pages_of_a_lesson(number: str) -> None:
    _, _, pages = lesson_pages(COURSE, number)
    own = [text for text in (*of_the_bank(), *of_the_plans(), COURSE.title, "yes", "no") if len(text.strip()) > 1]
    for name, page in pages.items():
        assert len(BRACKETS.findall(page)) > 5, name
        assert hard_coded(seen(page), own) == [], name


def unmarked(page: str) -> list[str]:
    """Return the words of a page that are neither looked up nor marked as English."""
    parsed = BeautifulSoup(page, "html.parser")
    for element in parsed.select('[lang="en"], title, script, style, code, .shown'):
        element.decompose()
    return hard_coded([text for text in texts_of(str(parsed)) if not BRACKETS.search(text)], [])


@pytest.mark.parametrize("number", ["03", "05", "09"])
def test_what_the_course_says_is_marked_as_english(number: str) -> None:
    _, _, pages = lesson_pages(COURSE, number)
    assert {name: unmarked(page) for name, page in pages.items() if unmarked(page)} == {}


def test_what_the_course_says_is_marked_on_the_shared_pages(tmp_path: Path) -> None:
    assert unmarked(index_page(COURSE, tmp_path)) == []
    assert unmarked(written("html").decode()) == []


def test_the_first_page(tmp_path: Path) -> None:
    own = [*of_the_bank(), *of_the_plans(), COURSE.title]
    assert hard_coded(seen(index_page(COURSE, tmp_path)), own) == []


def written(name: str) -> bytes:
    questions, _ = bank_of("The course", bank.lessons())
    return format_named(name).write(questions)


def own_of_exports() -> list[str]:
    return [text for text in (*of_the_bank(), "The course") if len(text) > 1]


def test_the_page_of_questions() -> None:
    assert hard_coded(texts_of(written("html").decode()), own_of_exports()) == []


def test_what_moodle_shows() -> None:
    shown = [text.text or "" for text in ET.fromstring(written("moodle-xml")).iter("text")]  # noqa: S314 - our own file
    # Moodle's embedded answers stand in braces, with signs of its own between them.
    pieces = [piece for one in shown for text in texts_of(one) for piece in re.split(r"(\{1:MULTICHOICE:.*?\})", text)]
    texts = [part for one in pieces for part in (re.split("[~=#{}]", one) if "{1:MULTI" in one else [one])]
    texts = [text for text in texts if not text.startswith("$course$")]
    assert sum(bool(BRACKETS.search(text)) for text in texts) > 50
    assert hard_coded(texts, [*own_of_exports(), "1:MULTICHOICE:"]) == []


def test_what_qti_shows() -> None:
    with zipfile.ZipFile(io.BytesIO(written("qti"))) as archive:
        items = [archive.read(name) for name in archive.namelist() if "item" in name or name.startswith("q-")]
    bodies = [body for item in items for body in ET.fromstring(item).iter() if body.tag.endswith("}itemBody")]  # noqa: S314 - our own file
    assert bodies
    texts = [text for body in bodies for text in body.itertext() if text.strip()]
    assert sum(bool(BRACKETS.search(text)) for text in texts) > 20
    assert hard_coded(texts, own_of_exports()) == []


def test_the_list_of_what_a_format_cannot_hold_is_a_table_and_stays_english(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = []
    for language in ("en", "xx-pseudo"):
        monkeypatch.setenv("COURSEKIT_LANG", language)
        questions, _ = bank_of("The course", bank.lessons())
        lists.append(losses.as_csv(loss for item in questions.items for loss in format_named("gift").losses(item)))
    assert lists[0] == lists[1]
