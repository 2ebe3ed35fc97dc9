"""A lesson's plan: one YAML file a lesson, read whole or refused with every fault by its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from coursekit.course import find_course
from coursekit.faults import Fault
from coursekit.quiz.faults import BankError, Lines, Place, of_schema, parse
from coursekit.teaching.plan_form import PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.course import Course

FOLDER = "data/teaching"


class PlanError(ValueError):
    """A plan is faulty or missing, so nothing is made of it; the message lists every fault.

    Attributes:
        faults: every fault that was found.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        """Collect the faults of one plan.

        Args:
            path: its file.
            faults: at least one.
        """
        # An empty text lacks both a letter and a length; that is one fault.
        self.faults = sorted(set(faults))
        listed = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"The plan {path} cannot be used, so nothing was made of it.\n{listed}\n"
            f"What to do: mend these lines (the form is in data/teaching/README.md), or put the course's own copy back."
        )


@dataclass(frozen=True)
class Plan:
    """What a teacher needs that no lesson and no question says.

    Attributes:
        path: its file.
        content: what the file holds, in the form of ``plan_form.PLAN``.
        lines: the line of each value, by its place.
    """

    path: Path
    content: dict[str, Any]
    lines: Lines

    def fault(self, place: Place, value: str, expected: str) -> Fault:
        """Return a fault of this file.

        Args:
            place: where in the content, such as ``("moves", 2, "uses")``.
            value: what stands there.
            expected: the end of the sentence "expected …".
        """
        line = next(self.lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in self.lines)
        steps = [str(step + 1) if isinstance(step, int) else step for step in place]
        return Fault(self.path.name, line, " ".join(steps), value, expected)


def plan_path(course: Course, number: str) -> Path:
    """Return where the plan of a lesson lies.

    Args:
        course: the course.
        number: the lesson's number, as two digits.
    """
    return course.path(str(course.sections.get("teaching", {}).get("plans", FOLDER)), f"{number}.yaml")


def plan_numbers(course: Course | None = None) -> list[str]:
    """Return the numbers of the lessons that have a plan, as two digits each."""
    about = course or find_course()
    return sorted(path.stem for path in plan_path(about, "00").parent.glob("[0-9][0-9].yaml"))


def read_plan(path: Path) -> Plan:
    """Read a plan and check its form; ``references.check`` checks what it names.

    Args:
        path: its YAML file.

    Raises:
        PlanError: it cannot be read, is no YAML, or lacks the form.
    """
    try:
        content, lines = parse(path, path.read_bytes())
    except OSError as error:
        raise PlanError(path, [Fault(path.name, 0, "", str(error.strerror), "a file that can be read")]) from error
    except BankError as error:
        raise PlanError(path, error.faults) from error
    faults = of_schema(path, content, lines, Draft202012Validator(PLAN))
    if faults:
        raise PlanError(path, faults)
    return Plan(path, content, lines)
