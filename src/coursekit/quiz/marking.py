"""Question and response to reply: what was right, what to look at, and never a verdict on an opinion.

Pure functions. A contested question (stance, confidence, text, estimate) is never marked right or wrong; its reply has
the same form whichever side was taken.
"""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.quiz.bank import Question

Response = dict[str, Any]
RIGHT, PARTLY, WRONG, DONE, INCOMPLETE = "right", "partly", "wrong", "done", "incomplete"
SCALE = ("CC", "C", "N", "I", "II")
EVIDENCE_WANTED, AGAINST_WORDS = 2, 8


@dataclass(frozen=True)
class Note:
    """A word on one part of a response.

    Attributes:
        id: the option, item or criterion that it speaks of.
        mark: ``yes`` (right), ``no`` (not right) or empty (neither).
        text: what is said.
    """

    id: str
    mark: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What a learner is told.

    Attributes:
        outcome: ``right``, ``partly``, ``wrong``, ``done`` (no right or wrong), or ``incomplete`` (not an answer yet).
        headline: one sentence.
        points: marks earned; for contested questions the parts that are there.
        of: marks that can be earned.
        notes: a word on each part.
        explanation: what is said at the end; empty while a wrong answer can be tried again.
        misconceptions: codes of the misconceptions that the response shows.
        line: for an estimate what a number line needs: ``min``, ``max``, ``given``, ``answer``, ``unit``.
    """

    outcome: str
    headline: str
    points: int = 0
    of: int = 0
    notes: list[Note] = field(default_factory=list)
    explanation: str = ""
    misconceptions: list[str] = field(default_factory=list)
    line: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the reply as plain values, for the page."""
        return asdict(self)


def mark(question: Question, response: Response) -> Reply:
    """Mark a response.

    Args:
        question: the question.
        response: its fields depend on the type, see each function below.

    Returns:
        The reply; ``incomplete`` with what is missing when the response is no answer yet.
    """
    try:
        return _MARKERS[question.type](question, response)
    except (KeyError, TypeError, AttributeError):
        return _incomplete("This answer cannot be read. Run the cell again and answer once more.")


def _incomplete(headline: str) -> Reply:
    return Reply(INCOMPLETE, headline)


def _judged(question: Question, points: int, of: int, notes: list[Note], codes: list[str]) -> Reply:
    outcome = RIGHT if points == of else PARTLY if points else WRONG
    words = {
        RIGHT: "Right.",
        PARTLY: f"{points} of {of} are right. Look again at the rest.",
        WRONG: "Not yet. Look again.",
    }
    explanation = question.explanation if outcome == RIGHT else ""
    return Reply(outcome, words[outcome], points, of, notes, explanation, sorted(set(codes)))


def _single(question: Question, response: Response) -> Reply:
    """``choice``: the id of the option."""
    chosen = [option for option in question.body["options"] if option["id"] == response.get("choice")]
    if not chosen:
        return _incomplete("Choose one option first.")
    (option,) = chosen
    note = Note(option["id"], _yes_no(option["correct"]), option["feedback"])
    return _judged(question, int(option["correct"]), 1, [note], _codes(chosen))


def _multiple(question: Question, response: Response) -> Reply:
    """``choices``: the ids of the ticked options; each option is a decision of its own."""
    ticked = set(response.get("choices") or [])
    options = question.body["options"]
    if not ticked & {option["id"] for option in options}:
        return _incomplete("Tick at least one option first.")
    right = [option for option in options if option["correct"] == (option["id"] in ticked)]
    # Feedback only for what was ticked: an option that was missed stays to be found.
    notes = [Note(o["id"], _yes_no(o["correct"]), o["feedback"]) for o in options if o["id"] in ticked]
    wrong = [option for option in options if option["id"] in ticked and not option["correct"]]
    reply = _judged(question, len(right), len(options), notes, _codes(wrong))
    if reply.outcome == RIGHT:
        return reply
    headline = f"{len(right)} of {len(options)} decisions are right: to tick or not to tick is a decision each."
    return replace(reply, headline=headline)


def _numeric(question: Question, response: Response) -> Reply:
    """``value``: a number, or the text of one."""
    value = read_number(response.get("value"))
    if value is None:
        return _incomplete("Write a number, for example 12 or 3.5.")
    answer = question.body["answer"]
    if abs(value - answer["value"]) <= answer["tolerance"]:
        return _judged(question, 1, 1, [], [])
    near = [case for case in question.body.get("near", []) if math.isclose(case["value"], value)]
    notes = [Note("value", "no", case["feedback"]) for case in near]
    return _judged(
        question, 0, 1, notes or [Note("value", "no", f"You answered {value:g} {answer['unit']}.")], _codes(near)
    )


def _order(question: Question, response: Response) -> Reply:
    """``order``: the ids of the items, first to last."""
    wanted, given = question.body["order"], list(response.get("order") or [])
    if sorted(given) != sorted(wanted):
        return _incomplete("Put all the items in order first.")
    feedback = {item["id"]: item.get("feedback", "") for item in question.body["items"]}
    places = [(name, name == right) for name, right in zip(given, wanted, strict=True)]
    notes = [Note(name, _yes_no(in_place), feedback[name] if in_place else "") for name, in_place in places]
    reply = _judged(question, sum(in_place for _, in_place in places), len(wanted), notes, [])
    if reply.outcome == RIGHT:
        return reply
    # One item moved far takes all the others out of their places: the longest run says how much is right all the same.
    run = _longest_run([wanted.index(name) for name in given])
    headline = f"{reply.points} of {reply.of} stand in their place; {run} stand in the right order among themselves."
    return replace(reply, headline=headline)


def _longest_run(places: list[int]) -> int:
    """Return how many of the places can be kept, at most, so that they rise."""
    longest: list[int] = []
    for end, place in enumerate(places):
        longest.append(1 + max((longest[i] for i in range(end) if places[i] < place), default=0))
    return max(longest)


def _match(question: Question, response: Response) -> Reply:
    """``pairs``: for each id of the left side the id of the right side."""
    given = response.get("pairs") or {}
    left = question.body["left"]
    if any(not given.get(item["id"]) for item in left):
        return _incomplete("Choose a partner for every line first.")
    fits = {item["id"]: given[item["id"]] == question.body["pairs"][item["id"]] for item in left}
    notes = [Note(i["id"], _yes_no(fits[i["id"]]), i.get("feedback", "") if fits[i["id"]] else "") for i in left]
    return _judged(question, sum(fits.values()), len(left), notes, [])


def _estimate(question: Question, response: Response) -> Reply:
    """``value``: the estimate; it is compared, not marked."""
    value = read_number(response.get("value"))
    if value is None:
        return _incomplete("Set your estimate first.")
    answer = question.body["answer"]
    away = abs(value - answer["value"])
    near = "That is close." if away <= answer["tolerance"] else f"That is {away:g} away."
    headline = f"You said {value:g}; the answer is {answer['value']:g} {answer['unit']}. {near}"
    line = {name: answer[name] for name in ("min", "max", "unit")} | {"given": value, "answer": answer["value"]}
    return Reply(DONE, headline, 1, 1, [], question.explanation, line=line)


def _confidence(question: Question, response: Response) -> Reply:
    """``value``: how sure, on the question's scale."""
    value = read_number(response.get("value"))
    if value is None:
        return _incomplete("Set the slider first.")
    return Reply(DONE, f"Saved: {value:g} of {question.body['scale']['max']:g}.", 1, 1, [], question.explanation)


def _stance(question: Question, response: Response) -> Reply:
    """``position``, ``confidence``, ``evidence`` (ids), ``against`` and ``reason`` (texts).

    What counts is how the position is argued, never which: the same parts are asked of each.
    """
    positions = {position["id"]: position for position in question.body["positions"]}
    position = positions.get(str(response.get("position")))
    known = {item["id"] for item in question.body["evidence"]}
    used = known & set(response.get("evidence") or [])
    needed = question.body["min_words"]
    written = count_words(response.get("reason"))
    if position is None:
        return _incomplete("Choose the position that you will argue for first.")
    if written < needed:
        return _incomplete(f"Not saved yet. Give your reason in at least {needed} words; you have {written}.")
    parts = [
        ("position", True, "A position, and how sure you are of it."),
        ("evidence", len(used) >= EVIDENCE_WANTED, f"At least {EVIDENCE_WANTED} pieces of evidence for it."),
        (
            "against",
            count_words(response.get("against")) >= AGAINST_WORDS,
            "The strongest evidence against it, in a sentence.",
        ),
        ("reason", True, "A reason in your own words."),
    ]
    points = sum(there for _, there, _ in parts)
    notes = [Note(name, _yes_no(there), text) for name, there, text in parts]
    notes.append(Note("counter", "", f"The strongest argument against it: {position['counter']}"))
    headline = (
        f"Saved. {points} of {len(parts)} parts of a full argument are there. No position is marked right or wrong."
    )
    return Reply(DONE, headline, points, len(parts), notes, question.explanation)


def _text(question: Question, response: Response) -> Reply:
    """``text``: what was written; the rubric is for reading it, by the learner or an instructor."""
    words = count_words(response.get("text"))
    low, high = question.body["words"]["min"], question.body["words"]["max"]
    if words < low:
        return _incomplete(f"Not saved yet. Write {low} to {high} words; you have {words}.")
    length = f"{words} words." if words <= high else f"{words} words; {high} are asked for, so look what can go."
    notes = [
        Note(str(n), "", f"{rule['criterion']} ({_points(rule['points'])})")
        for n, rule in enumerate(question.body["rubric"], start=1)
    ]
    if "model" in question.body:
        notes.append(Note("model", "", question.body["model"]))
    return Reply(DONE, f"Saved. {length} Read it once more with these points.", 1, 1, notes, question.explanation)


def _rate_evidence(question: Question, response: Response) -> Reply:
    """``ratings``: for each hypothesis one of CC, C, N, I, II; every rating that can be argued for is accepted."""
    allowed = question.body["allowed"]
    ratings = response.get("ratings") or {}
    if any(ratings.get(name) not in SCALE for name in allowed):
        return _incomplete("Rate the evidence against every hypothesis first.")
    fits = {name: ratings[name] in words for name, words in allowed.items()}
    notes = [
        Note(name, _yes_no(fit), "" if fit else f"Readers argue for {', '.join(allowed[name])}.")
        for name, fit in fits.items()
    ]
    return _judged(question, sum(fits.values()), len(fits), notes, [])


_MARKERS: dict[str, Callable[[Question, Response], Reply]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "estimate": _estimate,
    "confidence": _confidence,
    "stance": _stance,
    "text": _text,
    "rate-evidence": _rate_evidence,
}


def read_number(given: object) -> float | None:
    """Read a number as people write it: 2231, 2,231, 2 231, 35.7, 35,7.

    Args:
        given: a number or text.

    Returns:
        The number, or None when it is none.
    """
    text = re.sub(r"[\s_']", "", str(given)).replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def count_words(text: object) -> int:
    """Count the words of a text; a missing text has none."""
    return len(str(text or "").split())


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def _yes_no(value: object) -> str:
    return "yes" if value else "no"


def _codes(cases: list[dict[str, Any]]) -> list[str]:
    return [case["misconception"] for case in cases if case.get("misconception")]
