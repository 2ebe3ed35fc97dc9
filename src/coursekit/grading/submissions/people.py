"""Who is who: a platform's number is the person, a name is what is shown; two people of one name stay two.

Moodle numbers a learner anew in each assignment, so there the name is the person, unless two numbers have it in one
sheet, or a roster knows two of that name. Then each number is a row of its own, and it is said that nobody can tell
whose it is. Who stands in the gradebook already keeps the name that is shown there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coursekit.grading.lms import moodle
from coursekit.grading.lms.registry import LASTING
from coursekit.grading.submissions.homonyms import ANEW, is_open, why_untold
from coursekit.grading.submissions.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coursekit.grading.submissions.accounts import Account, Claimant, Known
    from coursekit.grading.submissions.homonyms import Rows
    from coursekit.grading.submissions.roster import Person, Roster


@dataclass(frozen=True)
class Named:
    """Who a claimant is.

    Attributes:
        learner: the name that is shown; empty when the roster knows nobody of this name.
        doubt: what is not certain, or why nobody is meant; empty when all is clear.
        person: the person of the roster.
        untold: several have this name, and nothing says which of them it is.
    """

    learner: str
    doubt: str = ""
    person: Person | None = None
    untold: bool = False


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
        self._matcher = Matcher(self._files(), roster)
        self._learners = {person.account.identity: person.learner for person in self._known}

    def name(self, claimant: Claimant) -> Named:
        """Say who somebody is.

        Args:
            claimant: one of those who were given.
        """
        account = claimant.account
        persons = self._matcher.persons(account)
        person = persons[0] if len(persons) == 1 else None
        if account.platform in ANEW and is_open(self._rows[account.name]):
            words = why_untold(self._rows[account.name], len(persons))
            return Named(self._row(account), words, person, untold=True)
        if account.identity in self._learners or person is not None:
            return Named(self._row(account), person=person)
        if self._roster is not None and not persons and not self._matcher.is_contested(account):
            return Named("", self._unknown(account))
        row = self._row(account)
        # A number that lasts tells two of one name apart; a name, or a number of one assignment, does not.
        sure = account.platform in LASTING and account.user and not persons
        if self._matcher.is_shared(account) and (not sure or self._matcher.is_contested(account)):
            return Named(row, f"several people are called {account.name}")
        return Named(row, self._two_assignments(claimant))

    def shown(self, person: Person) -> str:
        """Return the name of a person of the roster: the one in the gradebook, where the person stands there."""
        return next((known.learner for known in self._known_to_gradebook.get(person, ())), person.shown)

    def handed_in(self, person: Person, sheet: str) -> bool:
        """Tell whether a person of the roster has a sheet in the gradebook already."""
        return any(known.sheet == sheet for known in self._known_to_gradebook.get(person, ()))

    def unsettled(self, person: Person, sheet: str | None = None) -> set[str]:
        """Return the rows that are this person's or a namesake's, when nothing says whose.

        Args:
            person: somebody of the roster.
            sheet: only rows in which this sheet stands.
        """
        return self._unsettled.get((person, sheet), set())

    def members(self, group: str) -> Sequence[Person]:
        """Return the people of a group that the roster names; none when the name is a person's, or nobody's."""
        if self._roster is None or self._roster.find(group):
            return ()
        return self._roster.members(group)

    def renamed(self) -> dict[str, str]:
        """Return the gradebook's learners whom a roster calls otherwise than the platform did, with the new name.

        A name that an instructor chose stays.
        """
        persons: dict[str, set[Person | None]] = defaultdict(set)
        made = {known.learner for known in self._known if known.learner in {known.account.name, known.account.numbered}}
        for known in self._known:
            matches = self._matcher.persons(known.account)
            persons[known.learner].add(matches[0] if len(matches) == 1 else None)
        named = {learner: person for learner, (person, *more) in persons.items() if person is not None and not more}
        chosen = {person: learner for learner, person in named.items() if learner not in made}
        new = {learner: chosen.get(person, person.shown) for learner, person in named.items() if learner in made}
        return {learner: name for learner, name in new.items() if name != learner}

    def _files(self) -> Iterator[tuple[Account, tuple[str, ...], str]]:
        """Yield the account, the sheets and the assignment of every file, those of the gradebook too."""
        yield from ((entry.account, entry.sheets, entry.scope) for entry in self._claimants)
        yield from ((entry.account, (entry.sheet,), entry.scope) for entry in self._known)

    @cached_property
    def _rows(self) -> dict[str, Rows]:
        """For each name whose numbers do not last, its rows with their sheets."""
        rows: dict[str, Rows] = defaultdict(lambda: defaultdict(set))
        for account, sheets, _ in self._files():
            if account.platform in ANEW:
                rows[account.name][self._row(account)].update(sheets)
        return rows

    def _row(self, account: Account) -> str:
        """Return the name that is shown."""
        if known := self._learners.get(account.identity):
            return known
        persons = self._matcher.persons(account)
        if len(persons) == 1:
            return self.shown(persons[0])
        if self._matcher.is_shared(account):
            return account.numbered
        # Where numbers do not last the name is the person, who may be called otherwise in the gradebook by now.
        learners = self._called.get(account.name, set()) if account.platform in ANEW else set()
        return next(iter(learners)) if len(learners) == 1 else account.name

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """For each name whose numbers do not last, how the gradebook calls those who have it."""
        called: dict[str, set[str]] = defaultdict(set)
        for known in self._known:
            if known.account.platform in ANEW:
                called[known.account.name].add(known.learner)
        return called

    @cached_property
    def _known_to_gradebook(self) -> dict[Person, list[Known]]:
        """Who of the roster stands in the gradebook: one whose number or name means nobody else."""
        by_person: dict[Person, list[Known]] = defaultdict(list)
        by_label = {person.shown: person for person in self._roster.people} if self._roster else {}
        for known in self._known:
            persons = self._matcher.persons(known.account)
            person = persons[0] if len(persons) == 1 else by_label.get(known.learner)
            if person is not None:
                by_person[person].append(known)
        return by_person

    @cached_property
    def _unsettled(self) -> dict[tuple[Person, str | None], set[str]]:
        rows: dict[tuple[Person, str | None], set[str]] = defaultdict(set)
        for account, sheets, _ in self._files():
            persons = self._matcher.persons(account)
            for person in persons if len(persons) > 1 else ():
                for sheet in (*sheets, None):
                    rows[person, sheet].add(self._row(account))
        return rows

    @cached_property
    def _places(self) -> dict[tuple[str, str], dict[str, set[tuple[str, str]]]]:
        """For each place of a platform whose numbers do not last, the names and numbers by sheet."""
        places: dict[tuple[str, str], dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
        for claimant in self._claimants:
            for sheet in claimant.sheets if claimant.account.platform in ANEW else ():
                places[claimant.account.platform, claimant.scope][sheet].add(
                    (claimant.account.name, claimant.account.user)
                )
        return places

    def _two_assignments(self, claimant: Claimant) -> str:
        """Say that two numbers in one place were read as one person, where the others do not show it too."""
        account = claimant.account
        here = self._places.get((account.platform, claimant.scope), {})
        mine = [accounts for accounts in here.values() if any(name == account.name for name, _ in accounts)]
        numbers = {user for accounts in mine for name, user in accounts if name == account.name}
        alone = [all(name == account.name for name, _ in accounts) for accounts in mine]
        if len(numbers) < 2 or all(alone) or not any(alone):  # noqa: PLR2004 - one number is one person
            return ""
        return f"two numbers of Moodle are called {account.name} here: read as one person in two assignments"

    def _unknown(self, account: Account) -> str:
        if account.platform == moodle.NAME and moodle.hides_name(account.name, account.user):
            return (
                f"Moodle hides the names of this assignment, and no line of the roster has {account.name}. Give the "
                "assignment's grading worksheet as the roster, or none."
            )
        near = self._roster.nearest(account.name) if self._roster is not None else []
        words = f"the nearest are {', '.join(near)}" if near else "no name is like it"
        number = f" ({account.user})" if account.platform in LASTING and account.user else ""
        return f"Nobody on the roster is called {account.name}{number}; {words}. Mend the roster or the name."
