"""``check``: show an answer's form, and say at once whether it is right."""

from __future__ import annotations

from typing import Any

from coursekit.checks import keys
from coursekit.checks.form import Form, StillOpenError, canonical
from coursekit.checks.words import received, shortened

PLAIN_HINT = "Read the task again, and look at the steps of your answer one by one."


class WrongAnswer(AssertionError):  # noqa: N818 - learners read it: an answer is wrong, nothing has failed
    """An answer is not the expected one; the message says what was received and gives a hint."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook: the lines of this library would tell a learner nothing."""
        return [f"Not yet. {self}"]


class NotAnsweredError(WrongAnswer):
    """The three dots are still there."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone, as above."""
        return [str(self)]


def show(answer: Any, **options: Any) -> None:  # noqa: ANN401 - an answer may be anything
    """Print an answer's canonical form; nothing is said about it.

    Args:
        answer: the answer.
        options: what counts as the same, see ``Form``.

    Raises:
        FormError: the answer is of a kind that cannot be compared.
    """
    print(shortened(canonical(answer, Form.of(options))))  # noqa: T201 - what a check cell shows is what nbval compares


def check(grade_id: str, answer: Any, **options: Any) -> None:  # noqa: ANN401 - as above
    """Print an answer's canonical form and say whether it is right.

    Args:
        grade_id: the name of the task's check, such as ``"t3-1"``.
        answer: the answer.
        options: what counts as the same, see ``Form``.

    Raises:
        WrongAnswer: the answer is not the expected one.
        NotAnsweredError: it is, or holds, the three dots of the sheet.
        KeyNotFoundError: there is no key for this check; the form has been printed.
        KeyFileError: the key file is damaged.
        FormError: the answer is of a kind that cannot be compared.
    """
    try:
        shown = shortened(canonical(answer, Form.of(options)))
    except StillOpenError as error:
        raise NotAnsweredError(str(error)) from None
    print(shown)  # noqa: T201 - as above
    if not keys.is_author():
        _judge(keys.find(grade_id), answer, shown)
    print(keys.RIGHT)  # noqa: T201 - as above


def _judge(item: keys.Item, answer: object, shown: str) -> None:
    right, mistake = item.verdict(shown)
    if not right:
        hint = mistake.hint if mistake else item.hint or PLAIN_HINT
        raise WrongAnswer(f"Received: {received(answer, shown)}. {hint}")
