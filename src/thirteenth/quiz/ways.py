"""Ways through the course: which lessons, in which order, how far the learner is on each, and what comes next."""

from __future__ import annotations

import html
from dataclasses import dataclass

from coursekit.quiz import answers, bank
from coursekit.quiz.overview import Count, counted, row
from coursekit.quiz.shown import Shown


@dataclass(frozen=True)
class Path:
    """A way through the course.

    Attributes:
        about: for whom it is and how to go it, in a sentence or two.
        lessons: the numbers of its lessons, in order.
    """

    about: str
    lessons: tuple[int, ...]


PATHS = {
    "full course": Path("Nine lessons of 50 minutes, each with a sheet of about an hour.", tuple(range(1, 10))),
    "four lessons": Path(
        "The source, the members, the papers, and what is missing. The verdict of lesson 9 is homework.",
        (1, 3, 5, 6, 9),
    ),
    "single lesson": Path(
        "Which seat would it have been? One hour; one question each of lessons 2 (q-0206) and 5 (q-0502) fits "
        "beside it.",
        (3,),
    ),
    "without code": Path(
        "Press Shift+Enter in each cell and change nothing: charts, cards and questions do the rest. Leave out the "
        "sheets and every cell that asks you to write code.",
        tuple(range(1, 10)),
    ),
}
TEXT = "Ways through the course: run this cell to choose one and to see how far you are."


def paths(chosen: str = "") -> Shown:
    """Show the ways; see ``thirteenth.quiz.paths``."""
    from ipywidgets import HTML  # noqa: PLC0415 - loads the widgets only when one is shown

    if chosen and chosen not in PATHS:
        raise ValueError(f"There is no way {chosen!r} through the course. Choose from: {', '.join(PATHS)}.")
    log = answers.learner_log()
    lessons = {lesson.number: lesson for lesson in bank.lessons()}
    counts = dict(zip(lessons, counted(list(lessons.values()), log), strict=True))
    shown = "".join(_way(name, path, counts, is_open=name == chosen) for name, path in PATHS.items())
    notes = "".join(f"<p>{html.escape(problem)}</p>" for problem in log.problems)
    named = "".join(f"<li>{html.escape(f'{name}: {path.about}')}</li>" for name, path in PATHS.items())
    text = "\n".join([TEXT, *(f"  - {name}: {path.about}" for name, path in PATHS.items())])
    return Shown(HTML(shown + notes), text, f"<p><em>{TEXT}</em></p><ul>{named}</ul>")


def _way(name: str, path: Path, counts: dict[int, Count], *, is_open: bool) -> str:
    steps = [counts[number] for number in path.lessons if number in counts]
    done, total = sum(step.done for step in steps), sum(len(step.states) for step in steps)
    unfinished = next((step.link for step in steps if step.is_open), "")
    after = f"<p><strong>Next:</strong> {unfinished}</p>" if unfinished else "<p><strong>Done.</strong></p>"
    return (
        f"<details name='path' style='font-size:1rem;line-height:1.5;margin:0.4rem 0'{' open' if is_open else ''}>"
        f"<summary style='cursor:pointer'><strong>{name.capitalize()}</strong>: {done} of {total} questions answered. "
        f"{html.escape(path.about)}</summary><table style='font-size:1rem'><tbody>"
        f"{''.join(row(step) for step in steps)}</tbody></table>{after}</details>"
    )
