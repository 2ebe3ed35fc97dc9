"""The class as the instructor's own list says it: an export of Canvas or Moodle, or any CSV with names.

Canvas' gradebook export has Student, ID, SIS User ID, SIS Login ID and Section, and a second row ``Points Possible``
(``lib/gradebook_importer.rb``). Moodle exports participants with First name, Last name, ID number, Email address and
Groups; its grading worksheet has Identifier (``Participant 412``), Full name and Email address
(``mod/assign/feedback/offline/importgradeslib.php``). Titles are known in English, German, French and Spanish.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.faults import Fault
from coursekit.grading.gradebook.csv_file import separator_of, unguarded
from coursekit.grading.model import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TITLES = {
    "name": (
        "name",
        "student",
        "full name",
        "learner",
        "vollständiger name",
        "nom complet",
        "nombre completo",
        "student name",
    ),
    "first": ("first name", "firstname", "first", "given name", "vorname", "prénom", "nombre"),
    "last": ("last name", "lastname", "last", "surname", "family name", "nachname", "nom", "apellido", "apellido(s)"),
    "id": ("id", "user id", "student id", "sid", "canvas id"),
    "number": (
        "id number",
        "idnumber",
        "sis user id",
        "matriculation number",
        "matrikelnummer",
        "id-nummer",
        "numéro d'identification",
        "número de id",
    ),
    "login": (
        "sis login id",
        "login id",
        "login",
        "username",
        "user name",
        "benutzername",
        "anmeldename",
        "org defined id",
        "orgdefinedid",
        "github_username",
    ),
    "identifier": ("identifier", "id. des teilnehmers", "identifiant", "identificador", "kennung"),
    "email": (
        "email",
        "e-mail",
        "email address",
        "e-mail address",
        "mail",
        "e-mail-adresse",
        "adresse de courriel",
        "dirección de correo",
    ),
    "group": ("group", "groups", "group name", "gruppe", "gruppen", "groupe", "groupes", "grupo", "grupos", "team"),
    "section": ("section", "sections", "class", "klasse", "kurs"),
}
_FIELD = {title: field for field, titles in TITLES.items() for title in titles}
_ENCODINGS = ("utf-8-sig", "cp1252")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LISTED = re.compile(r"\s*[,;|]\s*")
_NEAREST = 3


class RosterError(GradingError):
    """A roster has faults; the message names each with file, line and value. Nothing was collected."""


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
        return _words(self.name)


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
            self._by_name[_words(person.name)].append(person)
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
            persons = self._by_name.get(_words(candidate)) or self._by_letters.get(_letters(candidate))
            if persons and _words(candidate):
                return persons
        return []

    def members(self, name: str) -> list[Person]:
        """Return the people of a group; none when no group has this name."""
        return self._groups.get(_plain(name), [])

    def nearest(self, name: str) -> list[str]:
        """Return the names that are most like one that is not known."""
        spelled = {_words(person.name): person.shown for person in self.people}
        return [spelled[match] for match in difflib.get_close_matches(_words(name), spelled, _NEAREST)]


def read_roster(path: Path) -> Roster:
    """Read a class.

    Args:
        path: a CSV file: UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons or tabs.

    Raises:
        RosterError: it cannot be read, has no names, or gives one id to two people.
    """
    rows = list(_rows(path))
    faults = list(_doubled(path, rows))
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise RosterError(f"The roster was not used, because of:{listed}\nMend these lines and give the file again.")
    if not rows:
        raise RosterError(f"{path}: no line names a person. Expected one line a person below the titles.")
    count = Counter(_words(_name(row)) for _, row in rows)
    return Roster(_person(line, row, twice=count[_words(_name(row))] > 1) for line, row in rows)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _decoded(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        fields = _fields(path, next(reader, []))
        for cells in reader:
            row = {field: unguarded(cell.strip()) for field, cell in zip(fields, cells, strict=False) if field}
            name = _name(row)
            if any(row.values()) and not _is_no_person(name):
                if not name:
                    raise RosterError(str(Fault(str(path), reader.line_num, "the name", "nothing", "a person's name")))
                if "\n" in name:
                    # The file's last line break ends no line of its own.
                    begin = reader.line_num + text.endswith("\n") - "".join(cells).count("\n")
                    what = "a name on one line: is a quotation mark opened there and never closed?"
                    raise RosterError(str(Fault(str(path), begin, "the name", _plain(name), what)))
                yield reader.line_num, row
    except csv.Error as error:
        raise RosterError(f"{path}, line {reader.line_num}: {error}. Save the file as “CSV UTF-8”.") from error


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(f"The roster {path} cannot be read: {error.strerror}.") from error
    if data.startswith(_WORKBOOKS):
        raise RosterError(f"{path} is an Excel workbook. Open it, save it as “CSV UTF-8”, and give that file.")
    for encoding in ("utf-16",) if data.startswith(_UTF16) else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(f"{path} is no text in UTF-8, UTF-16 or Windows-1252. Save it as “CSV UTF-8”.")


def _fields(path: Path, titles: list[str]) -> list[str]:
    fields = [_FIELD.get(_plain(title).strip("'\""), "") for title in titles]
    if not {"name", "first", "last", "identifier"} & set(fields):
        titles_found = ", ".join(title.strip() for title in titles if title.strip()) or "nothing"
        expected = "a column Name or Student, or First name and Last name (and any of ID, Email, Group, Section)"
        raise RosterError(
            f"{Fault(str(path), 1, 'the titles', titles_found, expected)}. Add the column and give the file again."
        )
    return [field if fields.index(field) == at else "" for at, field in enumerate(fields)]


def _is_no_person(name: str) -> bool:
    """Tell whether a row is Canvas' own: points, the test student, a row that says whether a column is read only."""
    return name.lower() in {"points possible", "student, test", "test student", "student; test"}


def _name(row: Mapping[str, str]) -> str:
    # Moodle's worksheet of an assignment whose names are hidden has nothing but the participants' numbers.
    full = row.get("name") or " ".join(filter(None, (row.get("first"), row.get("last"))))
    return full or row.get("identifier", "")


def _person(line: int, row: Mapping[str, str], *, twice: bool) -> Person:
    name = _name(row)
    own = next((row[field] for field in ("id", "number", "login", "email") if row.get(field)), "")
    # Moodle's worksheet without addresses: the number that stands in the names of files too.
    own = own or row.get("identifier", "").rpartition(" ")[2]
    groups = frozenset(_plain(group) for group in _LISTED.split(row.get("group", "")) if group)
    label = f"{name} ({own or f'line {line}'})" if twice else name
    return Person(name, label, frozenset(key for _, key in _ids(row)), groups, row.get("section", ""), line)


def _ids(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field in ("id", "number", "login", "identifier", "email"):
        value = row.get(field, "").lower()
        if value:
            yield field, value
    number = re.search(r"(\d+)$", row.get("identifier", ""))
    if number:
        yield "identifier", f"participant {number[1]}"
    if "@" in row.get("login", ""):
        yield "login", row["login"].lower().partition("@")[0]


def _doubled(path: Path, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        for field in ("id", "number", "login", "identifier", "email"):
            value = row.get(field, "")
            first = seen.setdefault((field, value.lower()), line) if value else line
            if first != line:
                expected = f"one that no other person has; line {first} has it too"
                yield Fault(str(path), line, f"column {field}", value, expected)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _words(name: str) -> str:
    """Return a name whatever its order: ``Nowak, Anna`` is ``Anna Nowak``."""
    return " ".join(sorted(re.findall(r"[^\W_]+", _plain(name))))


def _letters(name: str) -> str:
    """Return a name as Canvas writes it in files: last name first, nothing but letters and digits, in lower case."""
    last, comma, first = _plain(name).partition(",")
    words = [last, first] if comma else [_plain(name).rpartition(" ")[2], _plain(name).rpartition(" ")[0]]
    return re.sub(r"[\W_]", "", "".join(words))
