"""What the author of a sheet says about wrong answers; it stands in the solution, and is cut with it.

What is said here is stored with the master's outputs, and ``master_keys.key_of`` reads it there. So a known mistake is
computed from the data like the answer itself, and changes when the data change.
"""

from __future__ import annotations

from typing import Any

from IPython.display import display

from coursekit.checks.form import Form, canonical
from coursekit.checks.words import shortened
from coursekit.course import find_course


def mistake(grade_id: str, answer: Any, code: str, hint: str, **options: Any) -> None:  # noqa: ANN401 - an answer may be anything
    """Say which misconception a wrong answer shows.

    Args:
        grade_id: the name of the check.
        answer: the wrong answer.
        code: the misconception's code, such as ``COUNT``.
        hint: what a learner with this answer is told; it does not name the right answer.
        options: as for the check.

    Raises:
        FormError: the answer is of a kind that cannot be compared.
    """
    form = shortened(canonical(answer, Form.of(options)))
    _keep(f"{code}: {form}\n  {hint}", {"grade_id": grade_id, "code": code, "shown": form, "hint": hint})


def hint(grade_id: str, text: str) -> None:
    """Say what a learner with any other wrong answer is told.

    Args:
        grade_id: the name of the check.
        text: the hint.
    """
    _keep(f"Hint: {text}", {"grade_id": grade_id, "code": "", "shown": "", "hint": text})


def why(grade_id: str, text: str) -> None:
    """Say why the answer is right; a learner who asks for the answer reads it below the answer's code.

    Args:
        grade_id: the name of the check.
        text: the reason, in a few sentences.
    """
    _keep(f"Why: {text}", {"grade_id": grade_id, "why": text})


def _keep(text: str, entry: dict[str, str]) -> None:
    display({"text/plain": text}, metadata={find_course().name: entry}, raw=True)
