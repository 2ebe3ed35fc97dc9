"""Ways through the course: which lessons, in which order, how far the learner is on each, and what comes next."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coursekit.course import CourseFileError, find_course
from coursekit.quiz import answers, bank
from coursekit.quiz.overview import Count, counted, row
from coursekit.quiz.shown import Shown
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.course import Course


@dataclass(frozen=True)
class Path:
    """A way through the course.

    Attributes:
        about: for whom it is and how to go it, in a sentence or two.
        on_page: what is said instead where nothing can be run.
        lessons: the numbers of its lessons, in order.
    """

    about: str
    lessons: tuple[int, ...]
    on_page: str = ""


TEXT = N_("Ways through the course: run this cell to choose one and to see how far you are.")


def paths(chosen: str = "") -> Shown:
    """Show the ways; see ``thirteenth.quiz.paths``."""
    from coursekit.quiz.own import OwnWidget  # noqa: PLC0415 - loads the widgets only when one is shown

    ways = read_ways(find_course())
    if chosen and chosen not in ways:
        raise ValueError(f"There is no way {chosen!r} through the course. Choose from: {', '.join(ways)}.")
    log = answers.learner_log()
    lessons = {lesson.number: lesson for lesson in bank.lessons()}
    counts = dict(zip(lessons, counted(list(lessons.values()), log), strict=True))
    opened = "".join(_way(name, path, counts, is_open=name == chosen) for name, path in ways.items())
    notes = "".join(f"<p>{html.escape(problem)}</p>" for problem in log.problems)
    named = "".join(f"<li>{html.escape(f'{name}: {path.about}')}</li>" for name, path in ways.items())
    heading = gettext(TEXT)
    text = "\n".join([heading, *(f"  - {name}: {path.about}" for name, path in ways.items())])
    return Shown(
        OwnWidget(_on_no_way(ways, counts) + opened + notes, heading, log),
        text,
        f"<p><em>{heading}</em></p><ul>{named}</ul>",
    )


def read_ways(course: Course) -> dict[str, Path]:
    """Return the ways that ``course.toml`` names under ``[ways]``, in its order.

    Args:
        course: the course.

    Raises:
        CourseFileError: an entry lacks what a way needs.
    """
    return {name: _read_way(name, entry) for name, entry in course.sections.get("ways", {}).items()}


def _read_way(name: str, entry: Any) -> Path:  # noqa: ANN401 - whatever stands in the file
    about, lessons = (entry.get(key) if isinstance(entry, dict) else None for key in ("about", "lessons"))
    if not isinstance(about, str) or not isinstance(lessons, list) or not all(isinstance(n, int) for n in lessons):
        raise CourseFileError(
            f"course.toml: ways.{name} = {entry!r}. Expected about, a text, and lessons, a list of numbers."
        )
    return Path(about, tuple(lessons), str(entry.get("on_page", "")))


def _on_no_way(ways: dict[str, Path], counts: dict[int, Count]) -> str:
    """Return the lessons that stand before all ways, once something in them has an answer."""
    on_a_way = {number for path in ways.values() for number in path.lessons}
    rows = "".join(row(count) for number, count in counts.items() if number not in on_a_way and count.done)
    return f"<table style='font-size:1rem'><tbody>{rows}</tbody></table>" if rows else ""


def _way(name: str, path: Path, counts: dict[int, Count], *, is_open: bool) -> str:
    steps = [counts[number] for number in path.lessons if number in counts]
    done, total = sum(step.done for step in steps), sum(len(step.states) for step in steps)
    unfinished = next((step.link for step in steps if step.is_open), "")
    following = gettext("Next:") if unfinished else gettext("Done.")
    after = f"<p><strong>{following}</strong>{' ' if unfinished else ''}{unfinished}</p>"
    # A number that begins at 0 of so many tells nothing and takes heart.
    count = (
        gettext("{done} of {total} questions answered.", done=done, total=total) if done else gettext("not begun yet.")
    )
    return (
        f"<details name='path' style='font-size:1rem;line-height:1.5;margin:0.4rem 0'{' open' if is_open else ''}>"
        f"<summary style='cursor:pointer'><strong>{name.capitalize()}</strong>: {count} "
        f"{html.escape(path.about)}</summary><table style='font-size:1rem'><tbody>"
        f"{''.join(row(step) for step in steps)}</tbody></table>{after}</details>"
    )
