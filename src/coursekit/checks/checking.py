"""``check``: show an answer's form, and say at once whether it is right."""

from __future__ import annotations

from typing import Any

from coursekit.checks import keys, showing
from coursekit.checks.form import Form, StillOpenError, canonical
from coursekit.checks.given import NOTHING, value_of
from coursekit.checks.near_misses import near_miss
from coursekit.checks.parts import is_absent, names_of, part_in_words
from coursekit.checks.saying import say
from coursekit.checks.words import SHORT, kind_of, received, shortened
from coursekit.session import watch
from coursekit.words import N_, gettext

PLAIN_HINT = N_("Read the task again, and look at the steps of your answer one by one.")


class WrongAnswer(AssertionError):  # noqa: N818 - learners read it: an answer is wrong, nothing has failed
    """An answer is not the expected one; the message says what was received and gives a hint."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook: the lines of this library would tell a learner nothing."""
        return [gettext("Not yet. {why}", why=self)]


class NotAnsweredError(WrongAnswer):
    """The three dots are still there."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone, as above."""
        return [str(self)]


class StaleAnswerError(NotAnsweredError):
    """The cell that gave the answer has been changed or has failed since: what is left is an earlier answer."""


def show(answer: Any, **options: Any) -> None:  # noqa: ANN401 - an answer may be anything
    """Say an answer's canonical form; nothing is said about it.

    Args:
        answer: the answer.
        options: what counts as the same, see ``Form``.

    Raises:
        FormError: the answer is of a kind that cannot be compared.
    """
    say(shortened(canonical(answer, Form.of(options))))


def check(grade_id: str, answer: Any, *, given: Any = NOTHING, **options: Any) -> None:  # noqa: ANN401 - an answer may be anything
    """Say an answer's canonical form and say whether it is right.

    Args:
        grade_id: the name of the task's check, such as ``"t3-1"``.
        answer: the answer.
        given: what the answer is called with if it is a function and not the value itself, see ``given.value_of``.
        options: what counts as the same, see ``Form``.

    Raises:
        WrongAnswer: the answer is not the expected one.
        NotAnsweredError: it is, or holds, the three dots of the sheet, or comes from a function that does.
        StaleAnswerError: its cell has been run again and no longer gives it.
        KeyNotFoundError: there is no key for this check; the form has been said.
        KeyFileError: the key file is damaged.
        FormError: the answer is of a kind that cannot be compared.
    """
    _refuse_what_is_no_answer()
    form = Form.of(options)
    answer = value_of(answer, given)
    try:
        answer_form = shortened(canonical(answer, form))
    except StillOpenError as error:
        raise NotAnsweredError(str(error)) from None
    reply = ""
    try:
        if not keys.is_author():
            _judge(grade_id, answer, answer_form, form)
        reply = gettext(keys.RIGHT)
    finally:
        say(answer_form, grade_id, reply)


def _refuse_what_is_no_answer() -> None:
    running = watch.current()
    if running is None:
        return
    for name in running.empty_functions():
        raise NotAnsweredError(
            gettext("Nothing here yet: write the function {name} in place of the three dots, and run it.", name=name)
        )
    for name, failed in running.stale_names().items():
        raise StaleAnswerError(_stopped(name) if failed else _gone(name))


def _stopped(name: str) -> str:
    return gettext(
        "Not yet. The cell with your answer stopped with an error, so I still see your earlier {name}. Mend that cell, "
        "run it, and then run this check again.",
        name=name,
    )


def _gone(name: str) -> str:
    return gettext(
        "Not yet. The cell with your answer no longer gives {name} a value, so I still see your earlier {name}. Mend "
        "that cell, run it, and then run this check again.",
        name=name,
    )


def _judge(grade_id: str, answer: object, answer_form: str, form: Form) -> None:
    item = keys.find(grade_id)
    right, mistake = item.verdict(answer_form)
    if right:
        showing.note_right(grade_id)
        return
    hint = mistake.hint if mistake else _advice(item, answer, answer_form, form)
    showing.note_wrong(grade_id, answer_form)
    told = gettext("Received: {what}. {hint}", what=received(answer, answer_form), hint=hint)
    raise WrongAnswer(f"{told}{showing.offer(grade_id)}")


def _advice(item: keys.Item, answer: object, answer_form: str, form: Form) -> str:
    """Return what helps with a wrong answer that is none of the author's known mistakes."""
    near = near_miss(answer, form, lambda text: item.verdict(shortened(text))[0])
    if near:
        return near
    parts = item.parts_of(answer_form)
    hint = item.hint or gettext(PLAIN_HINT)
    if names_of(answer_form) and parts:
        return f"{_said_of_names(parts)}{hint}"
    if parts:
        return _said_of_parts(parts)
    kind = kind_of(answer_form)
    if item.expects and item.expects != kind:
        return gettext("The task asks for {kind}. {hint}", kind=gettext(item.expects), hint=hint)
    return hint


def _said_of_parts(parts: dict[str, tuple[str, bool]]) -> str:
    right = [part_in_words(name) for name, (_, is_right) in parts.items() if is_right]
    wrong = {name: text for name, (text, is_right) in parts.items() if not is_right}
    missing = [part_in_words(name) for name, text in wrong.items() if is_absent(text)]
    other = [_with_text(name, text) for name, text in wrong.items() if not is_absent(text)]
    groups = ((gettext("Right"), right), (gettext("Missing"), missing), (gettext("Not as asked"), other))
    return " ".join(f"{word}: {'; '.join(names)}." for word, names in groups if names)


def _said_of_names(parts: dict[str, tuple[str, bool]]) -> str:
    """Say which of several answers is right; nothing where none is."""
    right = [name for name, (_, is_right) in parts.items() if is_right]
    return gettext("Right: {names}.", names="; ".join(right)) + " " if right else ""


def _with_text(name: str, text: str) -> str:
    """Return a part in words with what was found there, unless that is long: it stands above, in the form."""
    return f"{part_in_words(name)} ({text})" if len(text) <= SHORT else part_in_words(name)
