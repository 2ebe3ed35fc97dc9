"""The pages of the live vote in the pseudo-language: teacher, projector and phone, at every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from tests.words.brackets import BRACKETS, content_of, hard_coded, texts_of

from coursekit.course import find_course
from coursekit.quiz import bank
from coursekit.quiz.misconceptions import misconceptions
from coursekit.teaching.vote import start
from coursekit.teaching.vote.advice import advice
from coursekit.teaching.vote.ballot import NotAnAnswerError, read_answer
from coursekit.teaching.vote.counts_csv import counts_csv
from coursekit.teaching.vote.journal import Journal
from coursekit.teaching.vote.network import firewall_word
from coursekit.teaching.vote.pages import rendering
from coursekit.teaching.vote.poll import NotNowError
from coursekit.teaching.vote.service import Places, Service, replay
from coursekit.teaching.vote.session import begin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coursekit.quiz.question import Question

    MakeService = Callable[..., Service]

# One of each type that can be voted on.
VOTABLE: dict[str, list[dict[str, list[str]]]] = {
    "single": [{"choice": ["a"]}, {"choice": ["b"]}],
    "multiple": [{"choice": ["a", "b"]}],
    "numeric": [{"value": ["-3"]}, {"value": ["-3"]}, {"value": ["-5"]}],
    "estimate": [{"value": ["50"]}],
    "order": [{}],
    "stance": [{"choice": ["a"]}],
    "confidence": [{"value": ["50"]}],
}
ALL = [question for lesson in bank.lessons() for question in lesson.questions.values()]
QUESTIONS = [next(question for question in ALL if question.type == name) for name in VOTABLE]


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")


@pytest.fixture
def made(tmp_path: Path) -> MakeService:
    """Make a vote that no server runs."""

    def service(question: Question, address: str = "192.168.1.20:8013", least: int = 1) -> Service:
        kept = begin(tmp_path, [question, question], 8013, "teal owl")
        places = Places(address, ("10.0.0.9:8013",) if address else (), 8013, frozenset())
        return Service(
            kept.session, replay([question, question], []), Journal(kept.descriptor), places, least, rehearsal=True
        )

    return service


def act(service: Service, action: str) -> None:
    service.poll.apply({"kind": "act", "key": service.poll.key, "action": action})


def vote(service: Service) -> None:
    question = service.poll.question
    places = {f"place-{item['id']}": [str(n)] for n, item in enumerate(question.body.get("items", []), start=1)}
    for n, form in enumerate(VOTABLE[question.type]):
        response = read_answer(question, {**form, **places})
        service.poll.apply({"kind": "vote", "key": service.poll.key, "device": f"phone-{n}", "response": response})


def shown(service: Service) -> list[str]:
    pages = [
        rendering.teacher_page(service),
        rendering.screen_page(service),
        rendering.voter_page(service, "phone-0", "⟦trouble⟧"),
        rendering.voter_page(service, None),
        rendering.cards_page(service),
    ]
    return [text for page in pages for text in texts_of(page)]


def own_words(question: Question) -> list[str]:
    course = find_course().title
    return [*content_of(question), *misconceptions().values(), course, "teal owl", "phone", "CSV"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_every_step_of_a_vote(question: Question, made: MakeService) -> None:
    service, texts = made(question), []
    for action in ("", "open", "vote", "close", "open", "vote", "close", "reveal", "end"):
        if action == "vote":
            vote(service)
        elif action:
            act(service, action)
        texts += shown(service)
    assert sum(bool(BRACKETS.search(text)) for text in texts) > 100
    assert hard_coded(texts, own_words(question)) == []


def test_too_few_answers_and_no_network(made: MakeService) -> None:
    service = made(QUESTIONS[0], address="", least=9)
    texts = shown(service)
    for action in ("open", "close", "reveal"):
        act(service, action)
        texts += shown(service)
    assert hard_coded(texts, own_words(QUESTIONS[0])) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_what_the_bank_says_is_marked_as_english(question: Question, made: MakeService) -> None:
    service = made(question)
    act(service, "open")
    for page in (rendering.voter_page(service, None), rendering.teacher_page(service), rendering.screen_page(service)):
        parsed = BeautifulSoup(page, "html.parser")
        assert parsed.select("html:not([lang=en])")
        for element in parsed.select('[lang="en"], title'):
            element.decompose()
        assert " ".join(question.prompt.split())[-30:] not in " ".join(parsed.get_text(" ").split())


def test_a_round_of_too_few_beside_a_full_one(made: MakeService) -> None:
    service = made(QUESTIONS[0])
    act(service, "open")
    vote(service)
    for action in ("close", "open", "close", "reveal"):
        act(service, action)
    assert hard_coded(shown(service), own_words(QUESTIONS[0])) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_the_advice(question: Question, made: MakeService) -> None:
    service = made(question)
    act(service, "open")
    vote(service)
    given = advice(question, service.result())
    assert hard_coded([given.headline, given.words], []) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_what_an_empty_form_is_told(question: Question) -> None:
    with pytest.raises(NotAnAnswerError) as refused:
        read_answer(question, {})
    assert hard_coded([str(refused.value)], own_words(question)) == []


def test_a_step_that_comes_too_late(made: MakeService) -> None:
    service = made(QUESTIONS[0])
    with pytest.raises(NotNowError) as late:
        act(service, "reveal")
    assert hard_coded([str(late.value)], []) == []


def test_what_the_terminal_says_when_a_question_is_not_for_a_vote() -> None:
    matched = next(question for question in ALL if question.type == "match")
    with pytest.raises(start.CannotVoteError) as refused:
        start.votable([matched.id])
    named = [*(question.id for question in ALL), matched.type]
    assert hard_coded(str(refused.value).splitlines(), named) == []


def test_what_the_terminal_says_at_the_start(made: MakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "firewall_word", lambda: firewall_word("win32"))
    for address in ("192.168.1.20:8013", ""):
        service = made(QUESTIONS[0], address)
        said = [*start.opening(service, show_secret=True), *start.opening(service, show_secret=False)]
        assert sum(bool(BRACKETS.search(line)) for line in said) == len(said)
        kept_names = ["http", "192.168.1.20", "127.0.0.1", "screen", "teacher", "teal owl", service.session.secret]
        assert hard_coded(said, kept_names) == []


def test_the_phones_script_brings_its_words() -> None:
    assert BRACKETS.search(rendering.static_file("voter.js").decode())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_the_table_of_counts_is_the_same_in_every_language(
    question: Question, made: MakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = made(question)
    act(service, "open")
    vote(service)
    pseudo = counts_csv(service.results(), 1)
    monkeypatch.setenv("COURSEKIT_LANG", "en")
    assert counts_csv(service.results(), 1) == pseudo
