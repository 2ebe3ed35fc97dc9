"""The tables of words: every sentence of the source is in each, translated, with the same braces and all its forms."""

import ast
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from coursekit.words import chosen, scripts

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
LOCALE = SOURCE / "coursekit" / "words" / "locale"
TABLES = sorted(LOCALE.glob("*/LC_MESSAGES/messages.po"))
LOOK_UP = {"gettext", "ngettext", "N_"}
CODE = re.compile(r"\w+\([^)]*\)")


def test_there_is_a_table() -> None:
    assert [table.parts[-3] for table in TABLES] == ["de"]
    assert chosen.languages() == ("en", "de")


def table_at(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@cache
def sentences() -> dict[tuple[str, str], set[str]]:
    """Return every sentence of the source with its plural, and the endings of the files that name it."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[tuple[str, str], set[str]] = {}
    for file_name, _, message, _, _ in extract_from_dir(SOURCE, methods, options):
        pair = message if isinstance(message, tuple) else (message, "")
        found.setdefault((pair[0], pair[1]), set()).add(Path(file_name).suffix)
    return found


def pair_of(message: Message) -> tuple[str, str]:
    return (message.id[0], message.id[1]) if isinstance(message.id, tuple | list) else (str(message.id), "")


def forms_of(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parts[-3])
class TestTable:
    def test_it_has_the_sentences_of_the_source_and_no_other(self, path: Path) -> None:
        named = {pair_of(message) for message in table_at(path) if message.id}
        assert named == set(sentences()), "pybabel extract, then pybabel update: see CONTRIBUTING.md"

    def test_every_sentence_is_translated_in_all_its_forms(self, path: Path) -> None:
        catalog = table_at(path)
        wanted = {message.id: catalog.num_plurals if pair_of(message)[1] else 1 for message in catalog if message.id}
        assert wanted
        open_ones = [
            message.id
            for message in catalog
            if message.id
            and (len(forms_of(message)) != wanted[message.id] or not all(map(str.strip, forms_of(message))))
        ]
        assert not open_ones

    def test_no_sentence_is_fuzzy(self, path: Path) -> None:
        assert not [message.id for message in table_at(path) if message.fuzzy]

    def test_a_translation_has_the_braces_of_its_sentence(self, path: Path) -> None:
        wrong = [
            message.id
            for message in table_at(path)
            for form in (forms_of(message) if message.id else [])
            if braces(form) != braces("".join(pair_of(message)))
        ]
        assert not wrong

    def test_the_file_that_python_reads_is_fresh(self, path: Path) -> None:
        compiled = io.BytesIO()
        write_mo(compiled, table_at(path))
        assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), "pybabel compile: see CONTRIBUTING.md"


def test_german_has_german_quotation_marks_and_no_straight_ones() -> None:
    german = table_at(LOCALE / "de" / "LC_MESSAGES" / "messages.po")
    forms = [form for message in german if message.id for form in forms_of(message)]
    assert any("„" in form for form in forms)
    # Straight ones stand only in code, as in write_verdict(..., "text").
    wrong = [form for form in forms if form.count("„") != form.count("“") or '"' in CODE.sub("", form)]
    assert not wrong


def said_in_python() -> set[tuple[str, str]]:
    """Return every sentence that a Python file looks up, with its plural, as Python itself reads it."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOOK_UP:
                literals = [str(given.value) for given in node.args[:2] if isinstance(given, ast.Constant)]
                found |= {(literals[0], "".join(literals[1:]))} if literals else set()
    return found


def test_pybabel_finds_every_sentence_that_python_looks_up() -> None:
    # Inside an f-string pybabel is blind; in an argument that is no literal it sees literals that are no sentence.
    assert said_in_python() == {pair for pair, endings in sentences().items() if ".py" in endings}


def test_a_script_gets_every_sentence_that_pybabel_finds_in_the_scripts() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.js") if "reveal" not in path.parts]
    assert set(scripts.named_in(*texts)) == {pair for pair, endings in sentences().items() if ".js" in endings}


# A sentence with one form whose number stands beside a noun or before its verb: each says why it needs no second form.
ALWAYS_MANY = {
    "{low} to {high} words.": "the bank asks for ten words at least",
    "A reason of at least {n} words.": "the same",
    "Your reason, in at least {n} words.": "the same",
    "Not saved yet. Write {low} to {high} words; you have {words}.": "the same",
    "Write: your position; how sure you are, from 0 to 100; at least two pieces of evidence for it; your reason, in at "
    "least {n} words; and the strongest evidence against it, in a sentence.": "the same",
    "Fewer than {n} have answered. Nothing is shown, so that nobody can be recognised.": "a limit, five by default",
    "{done} of {of} files": "a course has many files",
    "Kept: {n} files, {size}. You can switch the network off.": "the same",
    "your own ratings ({left} of {of} are still the course's example)": "a matrix has many cells",
    "{done} of {total} questions answered.": "a way has many questions",
    "Welcome back: you had answered {answered} of {total} questions here. To go on, {run}.": "a lesson has many",
    "A map of empty squares, one for each of {n} states on {day}; the list of names stands below.": "a map has many",
    "{n} answers came from one address while others came one by one. Either a router stands in between, or somebody "
    "votes more than once.": "it takes a crowd",
}
COUNTED = re.compile(
    r"\{(?:n|of|all|total|rows|columns|points|done|left|count|phones|answered|high|words)\} (?:more )?"
    r"(?:[a-z]{2,}(?<!s)s|stand|lie|are|have)\b"
)


def test_a_number_beside_a_noun_has_a_form_for_one() -> None:
    found = {one for one, many in sentences() if not many and COUNTED.search(one)}
    assert found - set(ALWAYS_MANY) == set()
    assert set(ALWAYS_MANY) <= found
