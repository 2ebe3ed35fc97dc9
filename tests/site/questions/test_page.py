"""Questions in a page without a kernel, in a real Chromium under a strict policy, as a reader meets them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.site.questions.reading import check, fill_in, form, kept, opened, wait_for_draft
from tests.site.questions.serving import one_of_each_type

from coursekit.quiz import bank, marking

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext
    from tests.site.questions.conftest import Leaf

pytestmark = [pytest.mark.browser, pytest.mark.whole, pytest.mark.xdist_group("browser")]


def test_every_type_is_answered_and_says_what_python_says(reader: BrowserContext, site: Leaf) -> None:
    page = opened(reader.new_page(), site())
    for name in one_of_each_type():
        fill_in(form(page, name))
        headline = check(form(page, name))
        response = kept(page)[-1]["response"]
        assert headline == marking.mark(bank.find(name), response).headline
        assert page.locator(f"section[data-question={name}] details:not(.people)").count() == 0
    assert [record["question"] for record in kept(page)] == one_of_each_type()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_stands_in_anybodys_way(reader: BrowserContext, site: Leaf, scheme: Any, width: int) -> None:  # noqa: ANN401 - one of Playwright's words
    page = reader.new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    more = '<div data-part="progress"></div><div data-part="paths"></div><div data-part="matrix"></div>'
    opened(page, site(more=more))
    for name in one_of_each_type():
        fill_in(form(page, name))
        check(form(page, name))
        form(page, name).locator(".buttons button", has_text="Hint").click()
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hints_the_answer_and_the_explanation_come_in_their_order(reader: BrowserContext, site: Leaf) -> None:
    question = bank.find("q-0303")
    page = opened(reader.new_page(), site(["q-0303"]))
    asked = form(page, "q-0303")
    wrong = [option["text"] for option in question.body["options"] if not option["correct"]]
    for number, words in enumerate(wrong[:3], start=1):
        asked.get_by_label(words).check()
        assert check(asked) == "Not yet. Look again."
        assert asked.locator(".reply .explanation").count() == int(number == 3)
    hint = asked.locator(".buttons button", has_text="Hint")
    for left in reversed(range(len(question.hints))):
        hint.click()
        assert str(left) in hint.inner_text() or left == 0
    assert asked.locator(".hint").all_inner_texts() == [f"Hint {n}: {h}" for n, h in enumerate(question.hints, start=1)]
    asked.get_by_role("button", name="Show an answer and why").click()
    assert asked.locator(".answer .part").inner_text() == "An answer, and why"
    assert [record["outcome"] for record in kept(page)] == ["wrong", "wrong", "wrong", "seen"]


def test_answers_and_drafts_outlive_the_page(reader: BrowserContext, site: Leaf) -> None:
    page = opened(reader.new_page(), site(["q-0302", "q-0310"]))
    form(page, "q-0302").locator("input").fill("13")
    check(form(page, "q-0302"))
    form(page, "q-0310").locator("textarea").first.fill("a reason that is not finished")
    wait_for_draft(page, "a reason that is not finished")
    page.close()
    page = opened(reader.new_page(), site(["q-0302", "q-0310"]))
    assert form(page, "q-0302").locator("input").input_value() == "13"
    restored = form(page, "q-0302").locator("p.quiet").last.inner_text()
    assert re.fullmatch(r"Restored from your answers of \d{1,2} \w+ 20\d\d, \d\d:\d\d\.", restored)
    assert form(page, "q-0310").locator("textarea").first.input_value() == "a reason that is not finished"
    assert "you typed this" in form(page, "q-0310").inner_text()
    assert "1 of 13 questions" in form(page, "q-0302").locator(".welcome").inner_text()


def test_half_a_character_is_no_character_of_an_answer(reader: BrowserContext, site: Leaf) -> None:
    name = next(key for lesson in bank.lessons() for key, each in lesson.questions.items() if each.type == "text")
    page = opened(reader.new_page(), site([name]))
    form(page, name).locator("textarea").evaluate(
        """(area) => { area.value = `half \\ud83d of it, whole \\ud83d\\ude00 ${"word ".repeat(200)}`; }"""
    )
    check(form(page, name))
    assert kept(page)[0]["response"]["text"].startswith("half \ufffd of it, whole \U0001f600 word")


def test_the_first_estimate_counts_and_a_slider_shows_first_and_now(reader: BrowserContext, site: Leaf) -> None:
    page = opened(reader.new_page(), site(["q-0301", "q-0004"]))
    for value, says in (("20", "You said 20; the answer is 14"), ("14", "Your first estimate counts: you said 20;")):
        form(page, "q-0301").locator("input").fill(value)
        assert check(form(page, "q-0301")).startswith(says)
    for value, says in (("30", "Saved: 30 of 100."), ("45", "Saved: 45. You set 30 at first. You have moved by +15.")):
        form(page, "q-0004").locator("input").fill(value)
        assert check(form(page, "q-0004")) == says
    assert form(page, "q-0301").locator(".mark span").all_inner_texts() == ["first: 20", "answer: 14", "later: 14"]


def test_the_lesson_ends_with_what_was_found_out(reader: BrowserContext, site: Leaf) -> None:
    lesson = next(lesson for lesson in bank.lessons() if lesson.number == 0)
    page = opened(reader.new_page(), site(list(lesson.questions)))
    for name in lesson.questions:
        fill_in(form(page, name))
        check(form(page, name))
    done = form(page, list(lesson.questions)[-1]).locator(".done")
    assert "Lesson done: Start here. 5 questions, 0 right." in done.inner_text()
    assert done.get_by_role("link").get_attribute("href").endswith("/lessons/01-who-is-speaking.html")  # type: ignore[union-attr]  # it has an address


def test_by_keyboard_alone(reader: BrowserContext, site: Leaf) -> None:
    page = opened(reader.new_page(), site(["q-0303", "q-0003", "q-0301"]))
    page.keyboard.press("Tab")
    for key in ("Space", "ArrowDown", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    assert form(page, "q-0303").locator(".headline").inner_text() in {"Right.", "Not yet. Look again."}
    form(page, "q-0003").locator("button.move").nth(1).focus()
    before = form(page, "q-0003").locator(".words").all_inner_texts()
    page.keyboard.press("Enter")
    after = form(page, "q-0003").locator(".words").all_inner_texts()
    assert after[:2] == [before[1], before[0]]
    assert page.evaluate("document.activeElement.ariaLabel") == f"Move down: {before[0]}"
    form(page, "q-0301").locator("input").focus()
    for key in ("Home", "ArrowRight", "Tab", "Enter"):
        page.keyboard.press(key)
    assert form(page, "q-0301").locator(".headline").inner_text().startswith("You said 1; the answer is 14 members.")


def test_what_a_notebook_keeps_a_page_keeps(reader: BrowserContext, site: Leaf) -> None:
    page = opened(reader.new_page(), site(["q-0302"]))
    form(page, "q-0302").locator("input").fill("13")
    check(form(page, "q-0302"))
    (record,) = kept(page)
    assert set(record) == {
        *("v", "time", "question", "type", "response", "outcome", "points", "of", "misconceptions", "hints", "wording")
    }
    assert record["wording"] == bank.find("q-0302").wording


def test_a_page_whose_data_do_not_come_stays_as_it_was(browser: Any, site: Leaf) -> None:  # noqa: ANN401 - Playwright's
    context = browser.new_context()
    page = context.new_page()
    page.route("**/data/03.json", lambda route: route.abort())
    page.goto(site(["q-0302", "q-0001"]))
    page.locator("html[data-questions=live]").wait_for(state="attached")
    broken = page.locator("section[data-question=q-0302]")
    assert "cannot be answered here just now" in broken.inner_text()
    assert broken.locator("details").count() == 1
    assert page.locator("section[data-question=q-0001] form").count() == 1
    context.close()


def test_without_javascript_the_page_reads_as_it_stands(browser: Any, site: Leaf) -> None:  # noqa: ANN401 - Playwright's
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site(["q-0302"]))
    assert page.locator("section[data-question=q-0302] .prompt").inner_text() == bank.find("q-0302").prompt
    assert page.locator("form").count() == 0
    context.close()
