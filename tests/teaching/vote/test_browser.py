"""Real windows: five phones, a projector and a teacher in two rounds; what axe, a narrow screen and a full page say."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from coursekit.quiz import bank
from coursekit.teaching.vote.ballot import instead, read_answer
from coursekit.teaching.vote.journal import Journal
from coursekit.teaching.vote.pages.rendering import screen_page, static_file, teacher_page, voter_page
from coursekit.teaching.vote.poll import Poll
from coursekit.teaching.vote.service import Places, Service
from coursekit.teaching.vote.session import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from coursekit.quiz.question import Question

    Start = Callable[..., Any]
    Windows = Callable[..., Page]

pytestmark = [pytest.mark.whole, pytest.mark.browser, pytest.mark.xdist_group("browser")]
VOTABLE = [q for lesson in bank.lessons() for q in lesson.questions.values() if not instead(q)]
EACH_TYPE = {question.type: question for question in reversed(VOTABLE)}
# A machine with much else to do is no fault of the pages.
expect.set_options(timeout=20_000)
WIDE = """() => [...document.querySelectorAll('body *')].filter((node) => {
  if (node.closest('.away') || node.closest('thead') || node.closest('svg')) return false;
  return node.getBoundingClientRect().right > innerWidth + 0.5;
}).map((node) => node.outerHTML.slice(0, 80))"""
REPLACE = """(html) => {
  const read = new DOMParser().parseFromString(html, 'text/html');
  document.title = read.title;
  document.body.replaceWith(read.body);
}"""
# Below the page's edge, or over what stands beside it.
CUT = """() => [...document.querySelectorAll('#part :is(h1, p, li, tr, .qr)')].filter((node) => {
  const box = node.getBoundingClientRect();
  const side = document.querySelector('.side')?.getBoundingClientRect().left ?? innerWidth;
  const right = node.closest('.side') ? innerWidth : side;
  return !node.closest('.away') && (box.bottom > innerHeight + 0.5 || box.right > right + 0.5);
}).length"""


@pytest.fixture
def window(browser: Browser) -> Iterator[Windows]:
    """Open windows that share nothing; whatever a page complains about, and any request elsewhere, fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(width: int = 360, height: int = 740, **options: Any) -> Page:  # noqa: ANN401 - as Playwright takes them
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: None if "//127.0.0.1:" in sent.url else complaints.append(sent.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def choose(phone: Page, letter: str) -> None:
    phone.get_by_text(letter, exact=True).click()
    phone.get_by_role("button", name=re.compile("my answer")).click()
    expect(phone.get_by_text(f"Counted: {letter}.")).to_be_visible()


def choose_by_keyboard(phone: Page, letter: str) -> None:
    phone.keyboard.press("Tab")
    for _ in range("ABCD".index(letter)):
        phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text(f"Counted: {letter}.")).to_be_visible()


def test_five_phones_vote_talk_and_vote_again(start: Start, window: Windows) -> None:
    running = start("q-0303")
    teacher, projector = window(1100, 800), window(1280, 720)
    teacher.goto(f"{running.base}/teacher/{running.service.session.secret}")
    assert teacher.url == f"{running.base}/teacher"
    projector.goto(f"{running.base}/screen")
    phones = [window(color_scheme="dark"), *(window() for _ in range(3))]
    plain = window(java_script_enabled=False)
    for came, phone in enumerate([*phones, plain]):
        phone.goto(running.base)
        if came == 0:
            expect(projector.locator(".count")).to_have_text("1 phone is in")
            expect(teacher.locator(".counting")).to_have_text("0 of 1 phone has answered")
        expect(phone.get_by_text(running.service.session.name).first).to_be_visible()
    expect(projector.locator(".count")).to_have_text("4 phones are in")
    expect(teacher.locator(".counting")).to_have_text("0 of 4 phones have answered")
    for number, letters in ((1, "ABBCD"), (2, "DDDDB")):
        teacher.get_by_role("button", name=f"Open round {number}").click()
        expect(projector.get_by_text(f"Round {number} ·")).to_be_visible()
        expect(phones[3].get_by_role("button", name="Send my answer")).to_be_visible()
        choose_by_keyboard(phones[3], letters[3])
        for phone, letter in zip(phones[:3], letters[:3], strict=True):
            choose(phone, "A")
            choose(phone, letter)
        plain.reload()
        choose(plain, letters[4])
        for page in (teacher, projector):
            expect(page.locator("[data-count=answered]")).to_have_text("5")
        teacher.get_by_role("button", name=f"Close round {number}").click()
        expect(phones[0].get_by_role("heading", name=f"Round {number} is closed")).to_be_visible()
    expect(teacher.get_by_text("80% right. Hear the reason behind each answer")).to_be_visible()
    teacher.get_by_role("button", name="Reveal").click()
    expect(projector.get_by_text("✓ right")).to_be_visible()
    assert projector.locator(".share").all_inner_texts() == ["20%", "0%", "40%", "20%", "20%", "0%", "20%", "80%"]
    expect(projector.get_by_text("A text is either true or propaganda.")).to_be_visible()
    expect(phones[0].get_by_text("You said D. Right.")).to_be_visible()
    teacher.get_by_text("End the vote").click()
    teacher.get_by_role("button", name="End now").click()
    expect(phones[0].get_by_role("heading", name="The vote has ended")).to_be_visible()
    expect(projector.get_by_role("heading", name="The vote has ended")).to_be_visible()


def test_a_reloaded_page_and_a_second_tab_are_the_same_phone(start: Start, window: Windows) -> None:
    running = start("q-0303")
    running.act(running.teacher(), "open")
    phone = window()
    phone.goto(running.base)
    choose(phone, "A")
    phone.reload()
    expect(phone.get_by_role("radio", checked=True)).to_have_attribute("value", "a")
    second = phone.context.new_page()
    second.goto(running.base)
    choose(second, "C")
    assert running.service.poll.answers() == [[{"choice": "c"}]]


def test_a_number_is_set_by_slider_and_an_order_by_arrows(start: Start, window: Windows) -> None:
    running = start("q-0301", "q-0709")
    teacher, phone = running.teacher(), window()
    running.act(teacher, "open")
    phone.goto(running.base)
    assert phone.get_by_role("spinbutton").input_value() == ""
    phone.get_by_role("slider").focus()
    for _ in range(6):
        phone.keyboard.press("ArrowLeft")
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Counted: 14 members.")).to_be_visible()
    running.act(teacher, "close", "reveal", "next", "open")
    first = phone.locator(".order .words").first.inner_text()
    phone.get_by_role("button", name=f"Move down: {first}").press("Enter")
    expect(phone.locator("#voice")).to_have_text(f"{first}: now place 2")
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Counted: B > A > C > D.")).to_be_visible()


def test_what_is_chosen_and_not_sent_outlives_a_late_look(start: Start, window: Windows) -> None:
    running = start("q-0301", "q-0709")
    teacher, phone = running.teacher(), window()
    held: list[Route] = []
    phone.goto(running.base)
    phone.evaluate("document.body.dataset.jitter = 0")
    phone.route("**/part", lambda route: route.continue_() if held else held.append(route))
    running.act(teacher, "open")
    while not held:
        phone.wait_for_timeout(20)
    running.act(teacher, "close", "reveal", "next", "open")
    first = phone.locator(".order .words").first.inner_text()
    phone.get_by_role("button", name=f"Move down: {first}").press("Enter")
    with phone.expect_response("**/part") as late:
        held[0].continue_()
    late.value.finished()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Counted: B > A > C > D.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(scheme: str, browser: Browser, service: Callable[..., Service]) -> None:
    found = []
    page = browser.new_page(viewport={"width": 360, "height": 720}, color_scheme=scheme)  # type: ignore[arg-type]  # a text of the test's cases
    for kind, question in EACH_TYPE.items():
        for rounds, revealed in ((1, False), (2, True), *([(0, False)] if kind == "single" else [])):
            vote = service(question, rounds, revealed=revealed)
            found += [f"{kind} {rounds} {fault}" for fault in faults(page, vote)]
    page.close()
    assert found == []


def faults(page: Page, vote: Service) -> list[str]:
    """Return what axe finds serious on the three pages of a vote, and what is wider than a phone."""
    found = []
    pages = {"voter": voter_page(vote, "d0"), "teacher": teacher_page(vote), "screen": screen_page(vote)}
    for name, html in pages.items():
        wide = name == "screen"
        page.set_viewport_size({"width": 1280 if wide else 360, "height": 720})
        violations = axe_on(page, html)
        serious = [broken for broken in violations if broken["impact"] in {"serious", "critical"}]
        found += [f"{name} {broken['id']}: {broken['nodes'][0]['html'][:120]}" for broken in serious]
        found += [] if wide else [f"{name} is too wide: {node}" for node in page.evaluate(WIDE)]
    return found


def axe_on(page: Page, html: str) -> list[dict[str, Any]]:
    """Return what axe says of a page; axe is loaded once, and each page is put in the place of the one before."""
    if not page.evaluate("() => 'axe' in window"):
        show(page, html)
        page.evaluate(Axe().axe_script)
    page.evaluate(REPLACE, html)
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run({ resultTypes: ['violations'] })).violations"
    )
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_cut_off_on_the_projector(
    language: str, browser: Browser, service: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", language)
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    cut = []
    for question in VOTABLE:
        for revealed in (False, True):
            vote = service(question, 2 if revealed else 1, revealed=revealed)
            show(page, screen_page(vote))
            if page.evaluate(CUT):
                cut.append((question.id, "revealed" if revealed else "asked"))
    page.close()
    assert cut == []


def test_the_bar_of_a_rehearsal_covers_nothing(browser: Browser, service: Callable[..., Service]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    vote = service(bank.find("q-0303"), 0, revealed=False)
    vote.rehearsal = True
    show(page, screen_page(vote))
    name, bar = (page.locator(found).bounding_box() for found in (".join .look", ".rehearsal"))
    page.close()
    assert name is not None
    assert bar is not None
    assert name["y"] + name["height"] <= bar["y"]


def show(page: Page, html: str) -> None:
    """Show a page without its server: style inside, script left out."""
    style = static_file("vote.css").decode("utf-8")
    html = re.sub(r"<script.*?</script>|<noscript>.*?</noscript>", "", html, flags=re.DOTALL)
    page.set_content(html.replace('<link rel="stylesheet" href="/static/vote.css">', f"<style>{style}</style>"))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Make a vote that has gone so far, with six answers a round, without a server."""
    kept = []

    def made(question: Question, rounds: int, *, revealed: bool) -> Service:
        kept.append(begin(tmp_path, [question], 8013))
        places = Places("192.168.178.123:8013", ("10.0.0.7:8013",), 8013, frozenset())
        poll = Poll([question])
        for number in range(rounds):
            poll.apply({"kind": "act", "key": poll.key, "action": "open"})
            for device in range(6):
                poll.apply(
                    {"kind": "vote", "key": poll.key, "device": f"d{device}", "response": _answer(question, device)}
                )
            if revealed or number < rounds - 1:
                poll.apply({"kind": "act", "key": poll.key, "action": "close"})
        if revealed:
            poll.apply({"kind": "act", "key": poll.key, "action": "reveal"})
        return Service(kept[-1].session, poll, Journal(kept[-1].descriptor), places)

    yield made
    for each in kept:
        os.close(each.descriptor)


def _answer(question: Question, number: int) -> dict[str, Any]:
    body = question.body
    if question.type == "order":
        names = [item["id"] for item in body["items"]]
        turned = names[number % 2 :] + names[: number % 2]
        return read_answer(question, {f"place-{name}": [str(n)] for n, name in enumerate(turned, start=1)})
    if question.type == "numeric":
        return {"value": float([body["answer"]["value"], 1234567, 1234567, 2, 2, 9][number])}
    if question.type in {"estimate", "confidence"}:
        return {"value": float((body.get("scale") or body["answer"])["min"] + number)}
    listed = [entry["id"] for entry in body.get("options") or body["positions"]]
    return read_answer(question, {"choice": [listed[number % len(listed)]]})
