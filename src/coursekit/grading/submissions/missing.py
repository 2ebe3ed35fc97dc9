"""Say what a class has not handed in: of people who cannot be told apart, only as much as is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.submissions.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from coursekit.grading.submissions.people import People
    from coursekit.grading.submissions.roster import Person

NOTHING = "Nothing was handed in."


def missing(
    persons: Sequence[Person], people: People, at_hand: Collection[tuple[Person | None, str]], sheets: Collection[str]
) -> Iterator[Row]:
    """Yield a row for each person and sheet of which nothing came in, now or before.

    Args:
        persons: the people of the roster.
        people: knows who stands in the gradebook, and who cannot be told apart.
        at_hand: who has handed in which sheet now.
        sheets: the sheets that somebody has handed in now.
    """
    for sheet in sorted(sheets):
        absent = [
            absentee
            for absentee in persons
            if (absentee, sheet) not in at_hand and not people.handed_in(absentee, sheet)
        ]
        for person in absent:
            rows = people.unsettled(person, sheet)
            namesakes = sum(absentee.name_words == person.name_words for absentee in absent)
            if not rows:
                yield Row(people.shown(person), sheet, "", State.MISSING, NOTHING)
            elif len(rows) < namesakes:
                why = f"Of {namesakes} people called {person.name} only {len(rows)} handed in: cannot be told who."
                yield Row(people.shown(person), sheet, "", State.MISSING, why)
