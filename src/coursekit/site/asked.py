"""A question as a page without a script shows it: what is asked, what can be chosen, and the replies folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.quiz.registry import question_type
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

# What kind of answer is wanted, in a reader's words.
WORDS = {
    "single": N_("choose one"),
    "multiple": N_("tick all that fit"),
    "numeric": N_("give a number"),
    "order": N_("put in order"),
    "match": N_("find the partners"),
    "estimate": N_("estimate first"),
    "rate-evidence": N_("rate"),
    "stance": N_("argue for a position"),
    "confidence": N_("how sure are you?"),
    "text": N_("write"),
}
LISTS = {
    "options": "",
    "items": "",
    "left": "",
    "right": N_("Partners"),
    "positions": N_("Positions"),
    "evidence": N_("Evidence"),
}


@dataclass(frozen=True)
class Remark:
    """A word on one answer.

    Attributes:
        of: the answer that it speaks of.
        mark: ``yes``, ``no``, or empty where there is no right and wrong.
        text: what is said.
    """

    of: str
    mark: str
    text: str


@dataclass(frozen=True)
class Asked:
    """A question for a page.

    Attributes:
        id: such as ``q-0303``.
        kind: what kind of answer is wanted.
        prompt: what is asked.
        choices: lists to choose from, each with its heading.
        form: what an answer looks like where nothing is chosen from a list.
        hints: the hints.
        answer: the right answer in lines; empty where there is none.
        remarks: a word on each answer.
        explanation: what is said at the end.
    """

    id: str
    kind: str
    prompt: str
    choices: list[tuple[str, list[str]]] = field(default_factory=list)
    form: str = ""
    hints: tuple[str, ...] = ()
    answer: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    explanation: str = ""


def asked(question: Question) -> Asked:
    """Return a question as a page shows it.

    Args:
        question: from the bank.
    """
    made = question_type(question.type)
    face = made.face(question.body)
    shown = {**LISTS, "hypotheses": N_("Explanations")}
    return Asked(
        id=question.id,
        kind=gettext(WORDS[question.type]) if question.type in WORDS else question.type,
        prompt=question.prompt,
        choices=[
            (word and gettext(word), _texts(face[name]))
            for name, word in shown.items()
            if isinstance(face.get(name), list)
        ],
        form=_form(face, question.body),
        hints=question.hints,
        answer=_answer(question, list(made.answer(question.body))),
        remarks=_remarks(question.body),
        explanation=question.explanation,
    )


def _texts(entries: list[dict[str, Any]]) -> list[str]:
    return [str(entry["text"]) for entry in entries]


def _form(face: dict[str, Any], body: dict[str, Any]) -> str:
    """Return in words what an answer looks like."""
    if isinstance(face.get("ratings"), dict):
        listed = ", ".join(f"{word} ({code})" for code, word in face["ratings"].items())
        return gettext("For each: {ratings}.", ratings=listed)
    if isinstance(face.get("scale"), dict):
        return _range(face["scale"])
    if "unit" in face:
        return gettext("A number: … {unit}.", unit=face["unit"])
    if isinstance(body.get("words"), dict):
        return gettext("{low} to {high} words.", low=body["words"]["min"], high=body["words"]["max"])
    return gettext("A reason of at least {n} words.", n=body["min_words"]) if "min_words" in body else ""


def _range(scale: dict[str, Any]) -> str:
    low, high = (
        f"{scale[end]:g} ({scale[words]})" if words in scale else f"{scale[end]:g}"
        for end, words in (("min", "low"), ("max", "high"))
    )
    if "unit" in scale:
        high = f"{high} {scale['unit']}"
    return gettext("A number from {low} to {high}.", low=low, high=high)


def _answer(question: Question, lines: list[str]) -> list[str]:
    """Return the right answer; what is chosen from a list stands among the remarks."""
    if "options" in question.body:
        return []
    answer = question.body.get("answer")
    return lines or ([f"{answer['value']:g} {answer['unit']}"] if isinstance(answer, dict) else [])


def _remarks(body: dict[str, Any]) -> list[Remark]:
    """Return what the bank says to each answer: a reply to an option, a counter to a position, a line of a rubric."""
    entries = [entry for name in LISTS if isinstance(body.get(name), list) for entry in body[name]]
    remarks = [
        Remark(str(entry["text"]), _mark(entry), str(entry.get("feedback") or entry.get("counter") or ""))
        for entry in entries
        if entry.get("feedback") or entry.get("counter")
    ]
    remarks += [Remark(f"{near['value']:g}", "no", str(near["feedback"])) for near in body.get("near", [])]
    remarks += [
        Remark(gettext("{n} of the points", n=part["points"]), "", part["criterion"]) for part in body.get("rubric", [])
    ]
    return [*remarks, *([Remark(gettext("For example"), "", str(body["model"]))] if body.get("model") else [])]


def _mark(entry: dict[str, Any]) -> str:
    return ("yes" if entry["correct"] else "no") if "correct" in entry else ""
