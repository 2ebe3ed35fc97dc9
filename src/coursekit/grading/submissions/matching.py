"""Match accounts with the people of a roster, and tell which accounts of one name are certainly other people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from coursekit.grading.lms import moodle
from coursekit.grading.lms.registry import LASTING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.grading.submissions.accounts import Account
    from coursekit.grading.submissions.roster import Person, Roster

Identity = tuple[str, str, str]


class Matcher:
    """Knows for each account whom of the roster it may be."""

    def __init__(self, files: Iterable[tuple[Account, Iterable[str], str]], roster: Roster | None) -> None:
        """Look at all accounts together.

        Args:
            files: each file's account and sheets, and the assignment it came in; those of the gradebook too.
            roster: the class, when the instructor has given it.
        """
        self._roster = roster
        self._sheets: dict[Identity, set[str]] = defaultdict(set)
        self._places: dict[Identity, set[tuple[str, str]]] = defaultdict(set)
        self._named: dict[tuple[str, str], dict[Identity, Account]] = defaultdict(dict)
        for account, sheets, scope in files:
            self._sheets[account.identity].update(sheets)
            self._places[account.identity].update((scope, sheet) for sheet in sheets)
            self._named[account.platform, account.name].setdefault(account.identity, account)
        self._known: dict[Account, list[Person]] = {}

    def persons(self, account: Account) -> list[Person]:
        """Return the people of the roster that an account may be: one, several of one name, or none."""
        if account not in self._known:
            self._known[account] = self._look_up(account)
        return self._known[account]

    def others(self, account: Account, *, certainly: bool = False) -> list[Account]:
        """Return the accounts of the same name that are other people.

        Where numbers last those are all other numbers; elsewhere the other numbers that have handed in the same sheet.

        Args:
            account: whose name it is.
            certainly: they have done so in one assignment: in two, it may be one person who tried again.
        """
        if not account.user:
            return []
        told: dict[Identity, set[Any]] = self._places if certainly else self._sheets
        return [
            other
            for identity, other in self._named[account.platform, account.name].items()
            if other.user
            and identity != account.identity
            and (account.platform in LASTING or told[identity] & told[account.identity])
        ]

    def is_contested(self, account: Account) -> bool:
        """Tell whether accounts that cannot be one person all have the name of the same person of the roster."""
        by_id, by_name = self._found(account)
        rivals = (self._found(other) for other in self.others(account, certainly=True))
        return bool(by_name) and not by_id and any(not ids and names == by_name for ids, names in rivals)

    def is_shared(self, account: Account) -> bool:
        """Tell whether several people have an account's name: here, in the gradebook, or on the roster."""
        alike = self._named[account.platform, account.name].values()
        return any(self.others(namesake) or len(self.persons(namesake)) > 1 for namesake in alike)

    def _look_up(self, account: Account) -> list[Person]:
        by_id, by_name = self._found(account)
        if by_id:
            return by_id
        held = {person for other in self.others(account, certainly=True) for person in self._found(other)[0]}
        left = [person for person in by_name if person not in held]
        return [] if len(left) == 1 and self.is_contested(account) else left

    def _found(self, account: Account) -> tuple[list[Person], list[Person]]:
        """Return whom a number or address means, and whom the name may mean."""
        if self._roster is None:
            return [], []
        user = f"Participant {account.user}" if account.platform == moodle.NAME else account.user
        by_id = self._roster.by_id(account.name, (user if account.platform else "", account.email))
        by_name = self._roster.by_name(account.name)
        of_class = [
            person for person in by_name if not account.platform and account.user and person.section == account.user
        ]
        return by_id, of_class or by_name
