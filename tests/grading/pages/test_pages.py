"""The pages for learners and for the class, from records made here: what they show, and what they never show."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status
from coursekit.grading.reports.pages import write_pages

if TYPE_CHECKING:
    from pathlib import Path

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
VOID = {"meta", "img", "br", "hr", "link", "input"}
EVIL = "<script>alert(1)</script>"


class Page(HTMLParser):
    """Reads a page and fails when its tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def item(name: str, outcome: Outcome, **more: object) -> ItemResult:
    points = {Outcome.PASSED: 2.0, Outcome.TO_READ: None}.get(outcome, 0.0)
    return ItemResult(name, points, 2.0, outcome, **more)  # type: ignore[arg-type]  # a test's own words


def record(learner: str, *items: ItemResult, status: Status = Status.GRADED, reason: str = "") -> Record:
    return Record(learner, "07", "", {}, Result(status, items, reason), {})


@pytest.fixture
def records(root: Path) -> list[Record]:
    del root
    shown = (
        Shown("text", f"[1, 2] {EVIL}"),
        Shown("png", PNG),
        Shown("error", "WrongAnswer: Received: 3. Count again."),
    )
    failed = item("t7-1", Outcome.FAILED, hint="Count again.", shown=shown, misconception="COUNT")
    return [
        record(
            f"Ada {EVIL}", failed, item("t7-2", Outcome.TIMEOUT, hint="It ran too long."), item("t7-3", Outcome.PASSED)
        ),
        record(
            "Bob", failed, item("t7-2", Outcome.PASSED), item("t7-4", Outcome.TO_READ, shown=(Shown("text", "I say"),))
        ),
        record("Cleo", status=Status.UNREADABLE, reason="The file is empty."),
        record("Dan", status=Status.MISSING),
    ]


@pytest.fixture
def out(records: list[Record], course: object, tmp_path: Path) -> Path:
    masters = load_masters(course.solutions)  # type: ignore[attr-defined]  # conftest's class
    write_pages(tmp_path, records, [one.learner for one in records], masters)
    return tmp_path


def pages(out: Path) -> list[Path]:
    return [out / "class.html", *sorted((out / "feedback").rglob("*.html"))]


def test_every_page_is_well_formed_and_stands_alone(out: Path) -> None:
    assert len(pages(out)) == 4
    for path in pages(out):
        page = Page(path.read_text(encoding="utf-8"))
        assert page.all("html")[0]["lang"] == "en"
        assert len(page.all("h1")) == 1
        assert len(page.all("main")) == 1
        assert page.all("script") == []
        assert page.all("link") == []
        assert not [image for image in page.all("img") if not image["alt"] or not str(image["src"]).startswith("data:")]
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_nothing_that_a_learner_writes_becomes_code(out: Path) -> None:
    for path in pages(out):
        assert "<script" not in path.read_text(encoding="utf-8")
    assert EVIL in Page((out / "class.html").read_text(encoding="utf-8")).text


def test_a_learner_reads_what_was_asked_what_was_shown_and_the_hint(out: Path) -> None:
    page = Page((out / "feedback" / "Bob" / "07.html").read_text(encoding="utf-8"))
    for words in (
        "a small sheet",
        "Bob",
        "2 of 6 points",
        "Task 7.1 (2 points)",
        "Write the two counts as a list",
        "[1, 2]",
    ):
        assert words in page.text
    assert "✗ Not right yet · 0 of 2 points" in page.text
    assert "✓ Right · 2 of 2 points" in page.text
    assert page.text.count("Count again.") == 1
    assert [image["alt"] for image in page.all("img")] == ["The chart that your answer to Task 7.1 drew"]
    assert "What you wrote I say How it is marked names a source (4)" in page.text


def test_an_unreadable_file_is_explained(out: Path) -> None:
    text = Page((out / "feedback" / "Cleo" / "07.html").read_text(encoding="utf-8")).text
    assert "The file is empty. No task could be marked. Open the sheet in JupyterLab" in text
    assert not (out / "feedback" / "Dan").exists()


def test_hidden_checks_and_reference_answers_never_appear(out: Path) -> None:
    for path in pages(out):
        text = path.read_text(encoding="utf-8")
        for secret in ("double(977)", "t7-2-more", "HIDDEN", "SOLUTION", "A model answer", "[12, 15]", "Yugoslavia'}"):
            assert secret not in text


def test_the_class_page_counts_what_the_records_say(out: Path) -> None:
    page = Page((out / "class.html").read_text(encoding="utf-8"))
    assert "4 learners, 3 submissions" in page.text
    assert "2 graded; 1 could not be graded; 1 not handed in." in page.text
    assert "t7-1 was answered rightly" in page.text or "t7-1 least often, by 0%" in page.text
    assert "t7-1 COUNT 2 Count again." in page.text
    assert "t7-1 - 2 - - - - -" in page.text
    assert "t7-2 1 - - 1 - - -" in page.text
    bars = [attributes for _, attributes in page.tags if attributes.get("role") == "img"]
    assert "Answers to each task, by outcome" in str(bars[0]["aria-label"])


def test_every_link_of_the_class_page_leads_to_a_page(out: Path) -> None:
    links = [str(link["href"]) for link in Page((out / "class.html").read_text(encoding="utf-8")).all("a")]
    assert len(links) == 3
    assert all((out / unquote(link)).is_file() for link in links)


@pytest.mark.parametrize("other", ["#ffffff", "#f3f5f7"])
def test_text_stands_out_from_its_ground(root: Path, other: str) -> None:
    style = (root / "src" / "coursekit" / "pages" / "style.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--(\w+): (#\w{6})", style.split("@media")[0]))
    for ink in ("ink", "quiet", "passed"):
        assert contrast(light[ink], other) >= 4.5


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
