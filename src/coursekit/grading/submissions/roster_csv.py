"""The class as the instructor's own list says it: an export of Canvas or Moodle, or any CSV with names.

Canvas' gradebook export has Student, ID, SIS User ID, SIS Login ID and Section, and a second row ``Points Possible``
(``lib/gradebook_importer.rb``). Moodle exports participants with First name, Last name, ID number, Email address and
Groups; its grading worksheet has Identifier (``Participant 412``), Full name and Email address
(``mod/assign/feedback/offline/importgradeslib.php``). Titles are known in English, German, French and Spanish.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from coursekit.faults import Fault
from coursekit.grading.gradebook.csv_file import separator_of, unguarded
from coursekit.grading.model import GradingError
from coursekit.grading.submissions.roster import Person, Roster, plain, words_of

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


class RosterError(GradingError):
    """A roster has faults; the message names each with file, line and value. Nothing was collected."""


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
    count = Counter(words_of(_name(row)) for _, row in rows)
    return Roster(_person(line, row, twice=count[words_of(_name(row))] > 1) for line, row in rows)


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
                    raise RosterError(str(Fault(str(path), begin, "the name", plain(name), what)))
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
    fields = [_FIELD.get(plain(title).strip("'\""), "") for title in titles]
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
    groups = frozenset(plain(group) for group in _LISTED.split(row.get("group", "")) if group)
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
