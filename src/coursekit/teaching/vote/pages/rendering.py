"""The pages as HTML: templates filled with what each reader may know. Every text is escaped by Jinja."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from coursekit.course import find_course
from coursekit.pages.frame import WORDS
from coursekit.quiz.marking import mark
from coursekit.quiz.registry import question_type
from coursekit.quiz.reply import RIGHT
from coursekit.teaching.vote.advice import GO_ON_ABOVE, advice
from coursekit.teaching.vote.asked import asked
from coursekit.teaching.vote.ballot import KEYED, OPINIONS, choices, describe
from coursekit.teaching.vote.layout import result_size
from coursekit.teaching.vote.network import firewall_word
from coursekit.teaching.vote.poll import MOST_CARDS, ON_CARDS, Phase
from coursekit.words import gettext, language
from coursekit.words.numbers import whole_percent
from coursekit.words.scripts import with_words

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response
    from coursekit.teaching.vote.service import Service
    from coursekit.teaching.vote.tally import Result

HERE = Path(__file__).parent
STATIC = {"vote.css": "text/css", "live.js": "text/javascript", "voter.js": "text/javascript"}


def static_file(name: str) -> bytes:
    """Return a file that stands beside the templates; the phones' script brings its words with it.

    Args:
        name: one of ``STATIC``.
    """
    return _static(name, language())


@cache
def _static(name: str, _: str) -> bytes:
    text = (HERE / name).read_text(encoding="utf-8")
    return (with_words(text) if name == "voter.js" else text).encode()


def voter_page(service: Service, device: str | None, trouble: str = "") -> str:
    """Return the page of a phone.

    Args:
        service: the vote.
        device: whose; None when it has no token yet.
        trouble: why the last answer was not taken.
    """
    return _fill("voter.html", **_voter(service, device, trouble))


def voter_part(service: Service, device: str | None) -> str:
    """Return what changes on a phone's page."""
    return _fill("voter_part.html", **_voter(service, device, ""))


def screen_page(service: Service) -> str:
    """Return the projector's page."""
    return _fill("screen.html", **_screen(service))


def screen_part(service: Service) -> str:
    """Return what changes on the projector's page."""
    return _fill("screen_part.html", **_screen(service))


def teacher_page(service: Service) -> str:
    """Return the teacher's page."""
    return _fill("teacher.html", **_teacher(service))


def teacher_part(service: Service) -> str:
    """Return what changes on the teacher's page."""
    return _fill("teacher_part.html", **_teacher(service))


def cards_page(service: Service) -> str:
    """Return four cards to print, for a classroom without a network."""
    return _fill("cards.html", **_common(service))


def message_page(service: Service, title: str, words: str) -> str:
    """Return a page that only says something."""
    return _fill("message.html", title=title, words=words, **_common(service))


def _common(service: Service) -> dict[str, Any]:
    poll = service.poll
    return {
        "course": find_course().title,
        "name": service.session.name,
        "rehearsal": service.rehearsal,
        "phase": str(poll.phase),
        "round": poll.round,
        "key": poll.key,
        "at": poll.at,
        "many": len(poll.questions),
        "least": service.least,
        "asked": asked(poll.question),
        "opinion": poll.question.type in OPINIONS,
        "keyed": poll.question.type in KEYED,
    }


def _revealed(service: Service) -> dict[str, Any]:
    """Return what nobody but the teacher may know before the teacher reveals it."""
    question = service.poll.question
    result = service.result()
    return {"result": result, "shown": _shown(result, service.least), "told": _right_answer(question)}


def _shown(result: Result, least: int) -> bool:
    return any(count >= least for count in result.answered)


def _right_answer(question: Question) -> dict[str, Any]:
    answer = question.body.get("answer", {})
    return {
        "answer": f"{answer['value']:g} {answer['unit']}" if answer else "",
        "lines": question_type(question.type).answer(question.body) if question.type in KEYED else [],
        "explanation": question.explanation,
    }


def _voter(service: Service, device: str | None, trouble: str) -> dict[str, Any]:
    poll = service.poll
    own = (poll.own(device) or {}) if device else {}
    view = {**_common(service), "own": own, "counted": describe(poll.question, own) if own else "", "trouble": trouble}
    if poll.phase is not Phase.REVEALED:
        return view
    last = poll.last_own(device) if device else None
    return {**view, **_revealed(service), "reply": _reply(poll.question, last) if last else None}


def _reply(question: Question, response: Response) -> dict[str, Any]:
    """Return what is said to one answer, by the bank's own marking; to a position only its counter-argument."""
    own = describe(question, response)
    if question.type == "stance":
        counter = next(each["counter"] for each in choices(question) if each["id"] == response["position"])  # type: ignore[typeddict-item,unused-ignore]  # a stance has one
        return {
            "own": own,
            "headline": "",
            "notes": [gettext("The strongest argument against it: {counter}", counter=counter)],
            "right": None,
        }
    reply = mark(question, response)
    if question.type == "confidence":
        return {"own": own, "headline": "", "notes": [], "right": None}
    right = reply.outcome == RIGHT if question.type in KEYED else None
    notes = [note.text for note in reply.notes if note.text]
    return {"own": own, "headline": reply.headline, "notes": notes, "right": right}


def _screen(service: Service) -> dict[str, Any]:
    places = service.places
    view = {**_common(service), **service.counted(), "address": places.address, "qr": _qr(places.address)}
    if service.poll.phase is not Phase.REVEALED:
        return {**view, "size": view["asked"]["size"]}
    revealed = _revealed(service)
    return {**view, **revealed, "size": _result_size(view["asked"], revealed)}


def _result_size(question: dict[str, Any], revealed: dict[str, Any]) -> str:
    result = revealed["result"]
    rows = [
        (row.text, gettext("The thought may be: {meaning}", meaning=row.meaning) if row.meaning else "")
        for row in result.rows
    ]
    below = revealed["told"]["explanation"] if question["type"] in {"numeric", "estimate"} else ""
    return result_size(question["prompt"], rows, below, len(result.answered))


def _teacher(service: Service) -> dict[str, Any]:
    poll, places = service.poll, service.places
    view = {
        **_common(service),
        **service.counted(),
        **_revealed(service),
        "address": places.address,
        "others": places.others,
        "offers": poll.offers(),
        "advice": advice(poll.question, service.result()) if poll.phase in {Phase.TALK, Phase.CLOSED} else None,
        "hints": poll.question.hints,
        "cards": poll.cards(),
        "on_cards": poll.question.type in ON_CARDS and poll.phase is Phase.OPEN,
        "most_cards": MOST_CARDS,
        "crowd": service.sources.crowd(),
        "trouble": service.journal.trouble,
        "firewall": gettext(asks) if (asks := firewall_word()) else "",
        "after": poll.questions[poll.at + 1].id if poll.at + 1 < len(poll.questions) else "",
    }
    share = view["result"].right[-1] if poll.round else None
    return {**view, "goes_on": share is not None and share > GO_ON_ABOVE}


@cache
def _qr(address: str) -> Markup:
    if not address:
        return Markup("")
    code = segno.make(f"http://{address}/", error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=3, dark="#000", light="#fff", svgclass="qr")
    # The module draws it from our own address; the words for a screen reader stand beside it.
    return Markup(drawn.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704 - segno draws it from our own address


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["percent"] = whole_percent
    made.filters["plain"] = lambda value: f"{value:g}"
    made.filters["end"] = _end
    made.filters["counting"] = _counting
    made.globals |= WORDS
    return made


def _counting(sentence: str, answered: int, phones: int) -> Markup:
    """Return a sentence with its numbers in their places, as the page's script writes it with each answer."""
    number = Markup('<strong data-count="{}">{}</strong>').format
    return escape(sentence).format(answered=number("answered", answered), phones=number("phones", phones))


def _end(scale: dict[str, Any], number: str, words: str) -> str:
    """Return one end of a scale, with what it means."""
    return f"{scale[number]:g} ({scale[words]})" if words in scale else f"{scale[number]:g}"


def _fill(name: str, /, **view: Any) -> str:  # noqa: ANN401 - a template takes any value
    return _environment().get_template(name).render(**view)
