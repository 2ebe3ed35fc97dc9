"""The people of a class, by what may name them: a number, a login, an address, a name in any order, a group."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAREST = 3


@dataclass(frozen=True)
class Person:
    """One person of the class.

    Attributes:
        name: as the roster writes it.
        shown: the name, with an id where two people have one name.
        ids: every number or login that the roster gives, in lower case.
        groups: the groups, in lower case.
        section: the section or class.
        line: where it stands in the roster.
    """

    name: str
    shown: str
    ids: frozenset[str]
    groups: frozenset[str] = frozenset()
    section: str = ""
    line: int = 0

    @property
    def name_words(self) -> str:
        """The name whatever its order: two people with the same words have one name."""
        return words_of(self.name)


class Roster:
    """The people of a class, by what may name them."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index the people.

        Args:
            people: all of them.
        """
        self.people = tuple(people)
        self._by_id = {name: person for person in self.people for name in person.ids}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        self._by_letters: dict[str, list[Person]] = defaultdict(list)
        self._groups: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            self._by_name[words_of(person.name)].append(person)
            self._by_letters[_letters(person.name)].append(person)
            for group in person.groups:
                self._groups[group].append(person)

    def find(self, name: str, ids: Iterable[str] = ()) -> list[Person]:
        """Return the people that are meant: one, several of one name, or none.

        Args:
            name: as a path or a platform writes it.
            ids: numbers, logins or addresses that a platform gives; the first that the roster knows decides.
        """
        return self.by_id(name, ids) or self.by_name(name)

    def by_id(self, name: str, ids: Iterable[str] = ()) -> list[Person]:
        """Return the person whom a number, a login or an address means; none when the roster knows none of them."""
        keys = (key.lower() for key in (*ids, name) if key)
        return next(([self._by_id[key]] for key in keys if key in self._by_id), [])

    def by_name(self, name: str) -> list[Person]:
        """Return the people whom a name may mean: one, several of one name, or none."""
        # Moodle puts the group's name before the learner's where an assignment has groups.
        for candidate in (name, name.partition("-")[2]):
            persons = self._by_name.get(words_of(candidate)) or self._by_letters.get(_letters(candidate))
            if persons and words_of(candidate):
                return persons
        return []

    def members(self, name: str) -> list[Person]:
        """Return the people of a group; none when no group has this name."""
        return self._groups.get(plain(name), [])

    def nearest(self, name: str) -> list[str]:
        """Return the names that are most like one that is not known."""
        spelled = {words_of(person.name): person.shown for person in self.people}
        return [spelled[match] for match in difflib.get_close_matches(words_of(name), spelled, _NEAREST)]


def plain(text: str) -> str:
    """Return text whose letters and spaces are the same however they were typed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def words_of(name: str) -> str:
    """Return a name whatever its order: ``Nowak, Anna`` is ``Anna Nowak``."""
    return " ".join(sorted(re.findall(r"[^\W_]+", plain(name))))


def _letters(name: str) -> str:
    """Return a name as Canvas writes it in files: last name first, nothing but letters and digits, in lower case."""
    last, comma, first = plain(name).partition(",")
    words = [last, first] if comma else [plain(name).rpartition(" ")[2], plain(name).rpartition(" ")[0]]
    return re.sub(r"[\W_]", "", "".join(words))
