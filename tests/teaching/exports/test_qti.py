"""QTI 2.1: the keys as a reader finds them that we did not write, and the official schema where it is at hand.

The schemas are not kept here: 1EdTech offers them for download, and ``oat-sa/qti-sdk`` on GitHub holds them below
``src/qtism/data/storage/xml/schemes``. The environment variable ``QTI_SCHEMAS`` names a folder laid out like that one.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from onyx2moodle.parser import AssessmentItem, parse_item
from tests.teaching.exports.keys import shown, tree_of

from coursekit.teaching.exports.formats import qti
from coursekit.teaching.exports.tasks import (
    Bank,
    Choice,
    Estimate,
    Grid,
    Item,
    Match,
    Number,
    Option,
    Order,
    Scale,
    Stance,
    Writing,
)

SCHEMAS = os.environ.get("QTI_SCHEMAS", "")
Q = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}
HOSTILE = "<script>alert(1)</script> ]]> & \x00 \ud800 é"


@pytest.fixture(scope="session")
def archive(written: dict[str, bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(written["qti"]))


@pytest.fixture(scope="session")
def items(archive: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, AssessmentItem]:
    """Every item as the independent reader reads it."""
    folder = tmp_path_factory.mktemp("qti")
    archive.extractall(folder)
    return {path.stem: parse_item(path) for path in sorted((folder / "items").iterdir())}


def test_every_key_survives(course_bank: Bank, items: dict[str, AssessmentItem]) -> None:
    assert items.keys() == {item.id for item in course_bank.items}
    for item in course_bank.items:
        declared = items[item.id].response_decls["RESPONSE"]
        assert key_in(declared, item) == key_of(item), item.id


def key_in(declared: Any, item: Item) -> object:  # noqa: ANN401 - the reader ships no types
    """Return the key as the file holds it, by ids."""
    if isinstance(item.task, Grid):
        return {key: value for key, value in declared.mapping.items() if value == 1}
    if isinstance(item.task, Number):
        return [float(value) for value in declared.correct_values]
    return declared.correct_values


def key_of(item: Item) -> object:
    """Return the key by ids; nothing for what has none."""
    task = item.task
    match task:
        case Choice():
            return [option.id for option in task.options if option.right]
        case Number():
            return [task.value]
        case Order():
            return list(task.order)
        case Match():
            return [f"{left} {right}" for left, right in task.pairs.items()]
        case Grid():
            return {f"{row.id} {code}": 1 for row in task.rows for code in row.allowed}
    return []


def test_choices_lines_and_feedback_survive(course_bank: Bank, items: dict[str, AssessmentItem]) -> None:
    for item in course_bank.items:
        read = items[item.id]
        said = {one.identifier: shown(one.html) for one in read.feedback}
        assert said["after"].endswith(" ".join(item.explanation.split()))
        if isinstance(item.task, Choice):
            (interaction,) = read.interactions
            assert {one.identifier: shown(one.html) for one in interaction.choices} == {
                one.id: one.text for one in item.task.options
            }
            assert all(said[one.id] == " ".join(one.feedback.split()) for one in item.task.options)
        if isinstance(item.task, Match):
            (interaction,) = read.interactions
            assert [one.identifier for one in interaction.match_sources] == [line.id for line in item.task.left]
            assert [one.identifier for one in interaction.match_targets] == [line.id for line in item.task.right]


def test_tolerances_are_in_the_rule_that_scores(course_bank: Bank, items: dict[str, AssessmentItem]) -> None:
    for item in course_bank.items:
        if isinstance(item.task, Number):
            rules = tree_of(items[item.id].raw_xml).findall(".//q:responseProcessing//q:equal", Q)
            assert rules[0].get("tolerance") == f"{item.task.tolerance:g} {item.task.tolerance:g}"
            assert rules[0].find("q:correct", Q) is not None
            assert len(rules) == 1 + len(item.task.near)


def test_what_is_contested_is_never_scored(course_bank: Bank, items: dict[str, AssessmentItem]) -> None:
    for item in course_bank.items:
        if isinstance(item.task, Stance | Scale | Writing | Estimate):
            tree = tree_of(items[item.id].raw_xml)
            scored = [one.get("identifier") for one in tree.findall(".//q:setOutcomeValue", Q)]
            assert "SCORE" not in scored, item.id
            assert tree.findall(".//q:correctResponse", Q) == []


def test_hints_open_on_request(course_bank: Bank, items: dict[str, AssessmentItem]) -> None:
    for item in course_bank.items:
        found = tree_of(items[item.id].raw_xml).findall("q:itemBody/q:infoControl/q:p", Q)
        assert [" ".join(str(one.text).split()) for one in found] == [" ".join(hint.split()) for hint in item.hints]


def test_the_manifest_lists_every_file_and_nothing_else(archive: zipfile.ZipFile) -> None:
    tree = tree_of(archive.read("imsmanifest.xml"))
    listed = {str(one.get("href")) for one in tree.iter() if one.tag.endswith("}file")}
    assert listed == set(archive.namelist()) - {"imsmanifest.xml"}


def hostile_bank() -> Bank:
    options = (Option("a", HOSTILE, HOSTILE, right=True), Option("b", "no", "no"))
    item = Item("q-0101", 1, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, (), Choice(options, many=False))
    return Bank(HOSTILE, {1: HOSTILE}, (item,))


def test_hostile_text_stays_text() -> None:
    files = zipfile.ZipFile(io.BytesIO(qti.write(hostile_bank())))
    for name in files.namelist():
        assert b"<script" not in files.read(name)
        tree_of(files.read(name))


@pytest.mark.skipif(not SCHEMAS, reason="QTI_SCHEMAS names no folder with the official schemas: see this file's head")
def test_every_file_fits_the_official_schema(archive: zipfile.ZipFile) -> None:
    items = xmlschema.XMLSchema(Path(SCHEMAS, "qtiv2p1", "imsqti_v2p1.xsd"), allow="local")
    package = xmlschema.XMLSchema(Path(SCHEMAS, "imscp_v1p1.xsd"), allow="local")
    for files in (archive, zipfile.ZipFile(io.BytesIO(qti.write(hostile_bank())))):
        for name in files.namelist():
            schema = package if name == "imsmanifest.xml" else items
            schema.validate(io.BytesIO(files.read(name)))
    broken = archive.read("items/q-0001.xml").replace(b"maxChoices", b"mostChoices")
    assert not items.is_valid(io.BytesIO(broken))
