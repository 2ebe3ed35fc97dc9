"""Answers stay on the device: through two tabs, a file to JupyterLab and back, and a store that fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.site.questions.reading import check, fill_in, form, kept, opened
from tests.site.questions.serving import one_of_each_type

from coursekit.quiz import answers, bank
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page
    from tests.site.questions.conftest import Leaf

pytestmark = [pytest.mark.browser, pytest.mark.whole, pytest.mark.xdist_group("browser")]
ANSWER = {"v": 1, "time": "2026-03-01T10:00:00.000+00:00", "question": "q-0302", "type": "numeric"}
GIVEN = {**ANSWER, "response": {"value": "13"}, "outcome": "wrong", "wording": "of old"}


def said(page: Page) -> str:
    """Return what "Your answers on this device" says."""
    return page.locator(".answers-here").inner_text()


def bring(page: Page, path: Path, content: str | bytes) -> str:
    """Bring a file in, and return what is said then."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    page.locator(".answers-here .said").evaluate("(said) => said.replaceChildren()")
    page.locator(".answers-here input[type=file]").set_input_files(path)
    page.locator(".answers-here .said p").first.wait_for()
    return page.locator(".answers-here .said").inner_text()


def lines(*records: object) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def test_two_tabs_lose_nothing(reader: BrowserContext, site: Leaf) -> None:
    names = ["q-0302", "q-0301", "q-0310"]
    one, other = (opened(reader.new_page(), site(names)) for _ in range(2))
    for round_ in range(5):
        for page in (one, other):
            form(page, "q-0301").locator("input").fill(str(round_))
            form(page, "q-0301").locator("button.main").click(no_wait_after=True)
    form(one, "q-0302").locator("input").fill("13")
    check(form(one, "q-0302"))
    # The other tab shows it without being asked.
    form(other, "q-0302").locator(".headline", has_text="Not yet").wait_for()
    assert form(other, "q-0302").locator("input").input_value() == "13"
    form(one, "q-0310").locator("textarea").first.fill("typed in the one")
    form(other, "q-0310").locator("textarea").first.fill("typed in the other")
    given = [record["response"]["value"] for record in kept(other) if record["question"] == "q-0301"]
    assert sorted(given) == sorted([0, 1, 2, 3, 4] * 2)
    for page in (one, other):
        page.close()
    third = opened(reader.new_page(), site(names))
    assert form(third, "q-0310").locator("textarea").first.input_value() == "typed in the other"
    fill_in(form(third, "q-0310"))
    check(form(third, "q-0310"))
    fourth = opened(reader.new_page(), site(names))
    assert form(fourth, "q-0310").locator("textarea").first.input_value() == "typed in the one"


def test_a_notebook_reads_what_a_page_saved(reader: BrowserContext, site: Leaf, tmp_path: Path) -> None:
    page = opened(reader.new_page(), site())
    replies = {}
    for name in one_of_each_type():
        fill_in(form(page, name))
        replies[name] = check(form(page, name))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers to a file").click()
    assert download.value.suggested_filename == "learner.jsonl"
    download.value.save_as(tmp_path / "answers" / "learner.jsonl")
    log = answers.Log(tmp_path / "answers" / "learner.jsonl")
    log.refresh()
    assert log.problems == []
    assert [record["question"] for record in log.records] == one_of_each_type()
    for name, headline in replies.items():
        shown = QuestionWidget(bank.find(name), log)
        assert shown.reply["headline"] == headline
        assert shown.note.startswith("Restored from your answers of")


def test_a_page_reads_what_a_notebook_kept(reader: BrowserContext, site: Leaf, tmp_path: Path) -> None:
    log = answers.Log(tmp_path / "learner.jsonl")
    widget = QuestionWidget(bank.find("q-0302"), log)
    widget.hint()
    widget.submit({"value": "13"})
    widget.submit({"value": "15"})
    page = opened(reader.new_page(), site(["q-0302"]))
    words = bring(page, tmp_path / "learner.jsonl", log.path.read_bytes())
    assert words == "2 answers brought in from learner.jsonl."
    assert form(page, "q-0302").locator(".headline").inner_text() == "Right."
    assert form(page, "q-0302").locator(".hint").count() == 1
    assert kept(page) == log.records
    assert "2 answers were here already." in bring(page, tmp_path / "learner.jsonl", log.path.read_bytes())
    assert kept(page) == log.records


def test_answers_of_two_devices_stand_in_the_order_in_which_they_were_given(
    reader: BrowserContext, site: Leaf, tmp_path: Path
) -> None:
    page = opened(reader.new_page(), site(["q-0301"]))
    form(page, "q-0301").locator("input").fill("20")
    check(form(page, "q-0301"))
    earlier = {**GIVEN, "question": "q-0301", "type": "estimate", "response": {"value": 9}, "outcome": "done"}
    bring(page, tmp_path / "tablet.jsonl", lines({**earlier, "wording": bank.find("q-0301").wording}))
    assert "Your first estimate counts: you said 9;" in form(page, "q-0301").locator(".headline").inner_text()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x01", "holds no answers of this course"),
        ("", "holds no answers of this course"),
        ("<!doctype html><script>window.bad = 1</script>", "Expected is the file that"),
        (json.dumps([GIVEN]), "holds no answers of this course"),
        (lines({**GIVEN, "v": 2}), "Line 1 of given.jsonl was written by a newer version of the course"),
        (lines(GIVEN, {**GIVEN, "v": 2}), "Line 2 of given.jsonl was written by a newer version of the course"),
        (f"\ufeff{lines(GIVEN)}{lines(GIVEN)[:40]}", "Line 2 of given.jsonl is no whole answer and was passed over."),
        (lines(GIVEN, 3, None, "x", {}), "And 1 more such line."),
        (lines({**GIVEN, "question": "q-9901"}), "1 answer to a question that this edition does not have"),
    ],
)
def test_a_file_that_is_not_right_is_refused_in_words(
    reader: BrowserContext, site: Leaf, tmp_path: Path, content: str | bytes, says: str
) -> None:
    page = opened(reader.new_page(), site(["q-0302"]))
    assert says in bring(page, tmp_path / "given.jsonl", content)
    whole = isinstance(content, str) and '"v": 1' in content and content[0] != "["
    assert len(kept(page)) == int(whole)


def test_scripts_in_a_file_of_answers_are_shown_as_text(reader: BrowserContext, site: Leaf, tmp_path: Path) -> None:
    evil = "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script>"
    page = opened(reader.new_page(), site(["q-0302", "q-0310", "q-0005"]))
    text = {**GIVEN, "question": "q-0005", "type": "text", "response": {"text": evil * 20}, "outcome": "done"}
    given = {**GIVEN, "time": evil, "__proto__": {"polluted": 1}, "response": {"value": evil}}
    stance = {**GIVEN, "question": "q-0310", "type": "stance", "response": {"position": evil, "reason": [evil]}}
    bring(page, tmp_path / f"{'x' * 40}<b>.jsonl", lines(text, given, stance))
    page.reload()
    opened(page, page.url)
    assert page.title() == "Questions"
    assert page.locator("img").count() == 0
    assert evil in form(page, "q-0005").locator("textarea").input_value()
    assert f"Your answer of {evil} does not fit" in form(page, "q-0302").inner_text()


def test_one_button_deletes_all(reader: BrowserContext, site: Leaf) -> None:
    page, other = (opened(reader.new_page(), site(["q-0302", "q-0310"])) for _ in range(2))
    form(page, "q-0302").locator("input").fill("13")
    check(form(page, "q-0302"))
    form(page, "q-0310").locator("textarea").first.fill("a draft")
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="No, keep them").click()
    assert len(kept(page)) == 1
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete them").click()
    page.get_by_text("Deleted. Nothing is left in this browser.").wait_for()
    assert kept(page) == []
    assert page.evaluate("Object.keys(localStorage).filter((name) => !name.endsWith('/learner'))") == []
    form(other, "q-0302").locator(".reply:empty").wait_for(state="attached")
    assert form(other, "q-0302").locator("input").input_value() == ""
    page.reload()
    opened(page, page.url)
    assert form(page, "q-0310").locator("textarea").first.input_value() == ""


FAILURES = {
    "Object.defineProperty(window, 'indexedDB', { value: undefined });": "has no store for them",
    "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };": "settings forbid it",
    "indexedDB.open = () => ({});": "store does not answer",
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });"
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });": (
        "settings forbid it"
    ),
    "IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); };": "no room left",
}


@pytest.mark.parametrize("broken", FAILURES)
def test_a_store_that_fails_says_so_and_the_page_goes_on(
    reader: BrowserContext, site: Leaf, broken: str, tmp_path: Path
) -> None:
    page = reader.new_page()
    page.add_init_script(broken)
    opened(page, site(["q-0302"]))
    form(page, "q-0302").locator("input").fill("13")
    assert check(form(page, "q-0302")) == "Not yet. Look again."
    note = form(page, "q-0302").locator("p.quiet").last.inner_text()
    assert note.startswith("Your answers cannot be kept: ")
    assert FAILURES[broken] in note
    assert "1 answer is on this page, and only here." in said(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers to a file").click()
    download.value.save_as(tmp_path / "learner.jsonl")
    log = answers.Log(tmp_path / "learner.jsonl")
    log.refresh()
    assert [record["response"] for record in log.records] == [{"value": "13"}]


def test_a_full_disk_says_so(reader: BrowserContext, site: Leaf) -> None:
    page = opened(reader.new_page(), site(["q-0005"]))
    quota = {"origin": page.url.rpartition("/")[0], "quotaSize": 1000}
    reader.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    form(page, "q-0005").locator("textarea").fill("room " * 100_000)
    check(form(page, "q-0005"))
    assert "no room left" in form(page, "q-0005").locator("p.quiet").last.inner_text()


def test_a_store_that_is_cleared_in_the_middle_says_so(reader: BrowserContext, site: Leaf, tmp_path: Path) -> None:
    page = opened(reader.new_page(), site(["q-0302", "q-0301"]))
    form(page, "q-0302").locator("input").fill("13")
    check(form(page, "q-0302"))
    cleared = {"origin": page.url.rpartition("/")[0], "storageTypes": "indexeddb"}
    reader.new_cdp_session(page).send("Storage.clearDataForOrigin", cleared)
    page.locator(".answers-here .said", has_text="were deleted while this page was open").wait_for()
    check(form(page, "q-0301"))
    assert [record["question"] for record in kept(page)] == ["q-0301"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers to a file").click()
    download.value.save_as(tmp_path / "learner.jsonl")
    saved = (tmp_path / "learner.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["question"] for line in saved] == ["q-0302", "q-0301"]


def test_a_browser_that_kept_nothing_begins_anew(browser: Browser, site: Leaf) -> None:
    for _ in range(2):
        context: Any = browser.new_context()
        page = opened(context.new_page(), site(["q-0302"]))
        assert "0 answers are kept in this browser" in said(page)
        fill_in(form(page, "q-0302"))
        check(form(page, "q-0302"))
        context.close()
