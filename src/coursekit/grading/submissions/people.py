"""Who is who: a platform's number is the person, a name is what is shown; two people of one name stay two.

Moodle numbers a learner anew in each assignment, so there the name is the person, unless two numbers of one assignment
or one sheet have it. Who stands in the gradebook already keeps the name that is shown there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.grading.lms import moodle
from coursekit.grading.lms.registry import LASTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coursekit.grading.submissions.roster import Person, Roster

Identity = tuple[str, str]


@dataclass(frozen=True)
class Claimant:
    """Somebody whom a file names.

    Attributes:
        name: the name as the file or platform has it.
        platform: the platform; empty without one.
        user: the platform's number or login.
        email: as the platform has it.
        scope: the folder or archive, and the assignment in it: a number of Moodle holds in there.
        sheets: the sheets of the file.
    """

    name: str
    platform: str = ""
    user: str = ""
    email: str = ""
    scope: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Somebody in the gradebook."""

    learner: str
    platform: str
    user: str
    sheet: str
    name: str = ""


@dataclass(frozen=True)
class Named:
    """Who a claimant is.

    Attributes:
        learner: the name that is shown; empty when the roster knows nobody of this name.
        doubt: what is not certain, or why nobody is meant; empty when all is clear.
        person: the person of the roster.
    """

    learner: str
    doubt: str = ""
    person: Person | None = None


class People:
    """Names everybody whom a collection of files names."""

    def __init__(
        self, claimants: Iterable[Claimant], known: Iterable[Known] = (), roster: Roster | None = None
    ) -> None:
        """Look at all of them together.

        Args:
            claimants: all whom files name.
            known: who stands in the gradebook.
            roster: the class, when the instructor has given it.
        """
        self._claimants = list(dict.fromkeys(claimants))
        self._known = list(known)
        self._roster = roster
        self._doubled = self._doubled_in_moodle()
        self._shown = {(one.platform, one.user): one.learner for one in self._known if one.user and self._lasts(one)}
        self._shared = self._shared_names()
        self._in_gradebook = self._persons_in_gradebook()

    def name(self, claimant: Claimant) -> Named:
        """Say who somebody is.

        Args:
            claimant: one of those who were given.
        """
        persons = self._persons(claimant)
        person = persons[0] if len(persons) == 1 else None
        identity = self._identity(claimant)
        if identity in self._shown:
            return Named(self._shown[identity], person=person)
        if person is not None:
            return Named(self.shown(person), person=person)
        if self._roster is not None and not persons:
            return Named("", self._unknown(claimant.name))
        if claimant.name not in self._shared and not persons:
            return Named(claimant.name)
        shown = f"{claimant.name} ({claimant.user})" if claimant.user else claimant.name
        # Moodle's numbers do not say who of two is who in another assignment; a name alone says even less.
        sure = claimant.platform in LASTING and claimant.user and not persons
        return Named(shown, "" if sure else f"several people are called {claimant.name}")

    def shown(self, person: Person) -> str:
        """Return the name of a person of the roster: the one in the gradebook, where the person stands there."""
        return next((one.learner for one in self._in_gradebook.get(person, ())), person.shown)

    def handed_in(self, person: Person, sheet: str) -> bool:
        """Tell whether a person of the roster has a sheet in the gradebook already."""
        return any(one.sheet == sheet for one in self._in_gradebook.get(person, ()))

    def members(self, group: str) -> Sequence[Person]:
        """Return the people of a group that the roster names; none when the name is a person's, or nobody's."""
        if self._roster is None or self._roster.find(group):
            return ()
        return self._roster.members(group)

    def _persons(self, claimant: Claimant) -> list[Person]:
        return self._on_roster(claimant.name, claimant.platform, claimant.user, claimant.email)

    def _on_roster(self, name: str, platform: str, user: str, email: str = "") -> list[Person]:
        if self._roster is None:
            return []
        return self._roster.find(name, (f"Participant {user}" if platform == moodle.NAME else user, email))

    def _persons_in_gradebook(self) -> dict[Person, list[Known]]:
        """Return who of the roster stands in the gradebook: one whose number or name means nobody else."""
        standing: dict[Person, list[Known]] = defaultdict(list)
        for one in self._known:
            persons = self._on_roster(one.name or one.learner, one.platform, one.user)
            if len(persons) == 1:
                standing[persons[0]].append(one)
        return standing

    def _unknown(self, name: str) -> str:
        near = self._roster.nearest(name) if self._roster is not None else []
        words = f"the nearest are {', '.join(near)}" if near else "no name is like it"
        return f"Nobody on the roster is called {name}; {words}. Mend the roster or the name."

    def _identity(self, claimant: Claimant) -> Identity:
        return (claimant.platform, claimant.user) if claimant.user and self._lasts(claimant) else ("", claimant.name)

    def _lasts(self, claimant: Claimant | Known) -> bool:
        """Tell whether the number is the person: always, but in Moodle only where the name is not enough."""
        if claimant.platform == moodle.NAME:
            name = claimant.name if isinstance(claimant, Claimant) else (claimant.name or claimant.learner)
            return name in self._doubled
        return claimant.platform in LASTING

    def _doubled_in_moodle(self) -> set[str]:
        users: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self._claimants:
            if one.platform == moodle.NAME:
                for place in (one.scope, *(f"sheet {sheet}" for sheet in one.sheets)):
                    users[one.name, place].add(one.user)
        for known in self._known:
            if known.platform == moodle.NAME:
                users[known.name or known.learner, f"sheet {known.sheet}"].add(known.user)
        return {name for (name, _), numbers in users.items() if len(numbers) > 1}

    def _shared_names(self) -> set[str]:
        """Return the names that several people of one platform have, here and in the gradebook together."""
        users: dict[tuple[str, str], set[str]] = defaultdict(set)
        for claimant in self._claimants:
            if claimant.user and self._lasts(claimant):
                users[claimant.name, claimant.platform].add(claimant.user)
        for known in self._known:
            if known.user and self._lasts(known):
                users[known.name or known.learner, known.platform].add(known.user)
        return {name for (name, _), numbers in users.items() if len(numbers) > 1}
