"""The page of the class: how each task went, which mistakes, and each learner with a link to the feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coursekit.grading.gradebook.csv_file import number
from coursekit.grading.model import Outcome, Status
from coursekit.grading.reports.statistics import GROUP_WORDS, grouped
from coursekit.grading.reports.words import STATES, WORDS
from coursekit.pages.bars import Bar, Part
from coursekit.pages.frame import render
from coursekit.words import gettext, ngettext
from coursekit.words.numbers import whole_percent

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import Master
    from coursekit.grading.reports.statistics import Counts

MOST_NAMES = 8
MOST_DOUBTS = 200
NOTHING = "-"
SHOWN = (
    Outcome.PASSED,
    Outcome.FAILED,
    Outcome.ERROR,
    Outcome.TIMEOUT,
    Outcome.LIMIT,
    Outcome.DIED,
    Outcome.UNANSWERED,
    Outcome.TO_READ,
)


@dataclass(frozen=True)
class Doubts:
    """What somebody should look at.

    Attributes:
        files: file, learner, sheet and reason of what was not used, guessed or missed when the class was collected.
        alike: rows of one name that cannot be told apart, together.
        surplus: how many more rows those are than people.
    """

    files: Sequence[tuple[str, str, str, str]] = ()
    alike: Sequence[Sequence[str]] = ()
    surplus: int = 0


NONE = Doubts()


def class_page(counts: Counts, masters: Mapping[str, Master], doubts: Doubts = NONE) -> str:
    """Return the page.

    Args:
        counts: what the class did.
        masters: the masters by sheet.
        doubts: what somebody should look at.
    """
    handed = sum(
        sum(n for status, n in status.items() if status is not Status.MISSING) for status in counts.statuses.values()
    )
    sheets = sorted(counts.statuses)
    return render(
        __package__ or "",
        "class_page.html",
        title=gettext("The class"),
        size=", ".join(
            [
                ngettext("{n} learner", "{n} learners", len(counts.rows) - doubts.surplus),
                ngettext("{n} submission", "{n} submissions", handed),
            ]
        ),
        legend=[Part(group, gettext(words)) for group, words in GROUP_WORDS.items()],
        outcomes=[gettext(WORDS[status]) for status in SHOWN],
        sheets=[_sheet(sheet, counts, masters[sheet]) for sheet in sheets if sheet in masters],
        numbers_of_sheets=[int(sheet) for sheet in sheets],
        learners=[(learner, [_cell(own, sheet) for sheet in sheets]) for learner, own in counts.rows.items()],
        alike=[", ".join(rows) for rows in doubts.alike],
        doubts=[[cell or NOTHING for cell in row] for row in doubts.files[:MOST_DOUBTS]],
        more_doubts=len(doubts.files) - MOST_DOUBTS,
    )


def _sheet(sheet: str, counts: Counts, master: Master) -> dict[str, Any]:
    """Return what the page shows of one sheet."""
    statuses = "; ".join(
        f"{counts.statuses[sheet][counter]} {gettext(STATES[counter])}"
        for counter in Status
        if counts.statuses[sheet][counter]
    )
    outcomes = {task.grade_id: counts.outcomes[sheet].get(task.grade_id) for task in master.tasks}
    counted = {name: counter for name, counter in outcomes.items() if counter}
    return {
        "number": sheet,
        "title": gettext("Sheet {n}: {title}", n=int(sheet), title=master.title),
        "statuses": statuses,
        "bars": [_bar(name, counter) for name, counter in counted.items()],
        "sentence": _sentence(counted) if counted else "",
        "tasks": [(name, _row(counter)) for name, counter in counted.items()],
        "mistakes": _mistakes(sheet, counts),
    }


def _bar(name: str, outcomes: Counter[Outcome]) -> Bar:
    return Bar(
        name, tuple(Part(group, gettext(GROUP_WORDS[group]), count) for group, count in grouped(outcomes).items())
    )


def _sentence(outcomes: Mapping[str, Counter[Outcome]]) -> str:
    """Say what the bars show."""
    shares = {name: grouped(counter)["passed"] / sum(counter.values()) for name, counter in outcomes.items()}
    best, worst = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    if shares[best] == shares[worst]:
        return gettext(
            "Answers to each task, by outcome: all tasks were answered rightly by {share}%.",
            share=whole_percent(shares[best]),
        )
    return gettext(
        "Answers to each task, by outcome: {best} was answered rightly most often, by {most}%, {worst} least often, by "
        "{least}%.",
        best=best,
        most=whole_percent(shares[best]),
        worst=worst,
        least=whole_percent(shares[worst]),
    )


def _row(outcomes: Counter[Outcome]) -> list[str]:
    passed = outcomes[Outcome.PASSED] + outcomes[Outcome.READ] + outcomes[Outcome.SET]
    return [str(count or NOTHING) for count in (passed, *(outcomes[outcome] for outcome in SHOWN[1:]))]


def _mistakes(sheet: str, counts: Counts) -> list[dict[str, Any]]:
    mistakes = sorted(counts.mistakes[sheet].items(), key=lambda mistake: (-len(mistake[1].learners), mistake[0]))
    return [
        {
            "task": name,
            "code": code,
            "count": len(mistake.learners),
            "hint": mistake.hint,
            "names": _names(mistake.learners),
        }
        for (name, code), mistake in mistakes
    ]


def _names(learners: list[str]) -> str:
    more = len(learners) - MOST_NAMES
    named = ", ".join(learners[:MOST_NAMES])
    return gettext("{names} and {n} more", names=named, n=more) if more > 0 else named


def _cell(own: Mapping[str, tuple[Record, str]], sheet: str) -> dict[str, str]:
    """Return one learner's cell: its words, the page that they lead to, and what stands after them."""
    if sheet not in own:
        return {"words": NOTHING, "address": "", "after": ""}
    record, address = own[sheet]
    status = record.result.status
    if status in {Status.MISSING, Status.UNTOLD}:
        return {"words": gettext(STATES[status]), "address": "", "after": ""}
    words = gettext("{points} of {of}", points=number(record.points), of=number(record.max_points))
    if status is Status.UNREADABLE:
        # What it is instead of a sheet: a lesson, a merged notebook, a file that is damaged.
        words = gettext("not graded: {reason}", reason=record.result.reason.partition(". ")[0])
    remarks = [*([gettext("waits")] if status is Status.WAITING else []), *record.remarks]
    return {"words": words, "address": address, "after": f" ({'; '.join(remarks)})" if remarks else ""}
