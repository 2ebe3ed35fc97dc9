"""The web edition in the pseudo-language: what stands around lessons, questions and tables is looked up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from tests.words.brackets import BRACKETS, content_of, hard_coded, strings_in, texts_of

from coursekit.course import find_course
from coursekit.quiz import bank, misconceptions
from coursekit.site import offline, search, teaching_files
from coursekit.site.build import build
from coursekit.site.material import material

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.whole, pytest.mark.xdist_group("site")]
ROOT = Path(__file__).resolve().parents[2]
# What stands in pages of every language: formats, units, the letters of answers.
NAMES = ["CSV", "PNG", "JPEG", "kB", "UTF", "URL", "ID", "yes", "no"]


@pytest.fixture(scope="module")
def pages() -> Iterator[dict[str, str]]:
    """Every page of the site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEKIT_LANG", "xx-pseudo")
        # Search would read all pages, and says nothing.
        patch.setattr(search, "add", lambda _: None)
        patch.setattr(offline, "add", lambda *_: None)
        # Pages of the teacher's room that lie here are taken along in the language in which they were made.
        patch.setattr(teaching_files, "FOLDER", "none")
        shelf = build(find_course(ROOT))
        yield {path: page.decode() for path, page in shelf.files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def own() -> list[str]:
    """The course's own texts: of its file for the site, its tables, its questions, its notebooks' titles."""
    made = material(find_course(ROOT))
    questions = [question for lesson in made.bank.values() for question in lesson.questions.values()]
    texts = [text for question in questions for text in content_of(question)]
    texts += [
        text for each in [*made.lessons, *made.sheets] for text in (each.title, each.minutes, each.row("Question"))
    ]
    for table in made.tables:
        texts += [table.name, *strings_in(table.about), *strings_in(list(table.rows))]
    texts += [*strings_in(made.settings.content), *bank_words(), made.course.title, *NAMES]
    return [text for text in texts if len(text) > 1]


def bank_words() -> Iterator[str]:
    yield from misconceptions.misconceptions().values()
    for lesson in bank.lessons():
        yield from lesson.questions


def interface(page: str) -> list[str]:
    """Return the texts of a page outside of what it says is English, which is the course's own, and outside of code."""
    parsed = BeautifulSoup(page, "html.parser")
    for element in parsed.select('body [lang="en"], script, style, code, pre, svg'):
        element.decompose()
    return texts_of(str(parsed))


def test_the_course_is_marked_as_english_and_the_frame_is_not(pages: dict[str, str]) -> None:
    page = BeautifulSoup(pages["index.html"], "html.parser")
    html: Any = page.html
    assert html["lang"] == "xx-pseudo"
    assert page.select('[lang="en"]')


def test_every_page_has_looked_up_its_words(pages: dict[str, str], own: list[str]) -> None:
    found = {path: hard_coded(interface(page), own) for path, page in pages.items()}
    assert sum(len(BRACKETS.findall(page)) for page in pages.values()) > 1000
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_the_scripts_of_every_page_bring_their_words() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "coursekit" / "site").rglob("*.js")]
    for text in texts:
        code = re.sub(r"^ *//.*$", "", text, flags=re.MULTILINE)
        # A sentence for a reader begins with a capital and has words; errors speak to programmers.
        assert re.findall(r'(?<!gettext\()(?<!Error\()(?<!super\()"([A-Z][a-z]+(?: [a-z]+){2,}[^"]*)"', code) == []
