"""Reading a table: what is accepted, and that every kind of fault is named with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from coursekit import tables

if TYPE_CHECKING:
    from pathlib import Path

FIELDS: list[dict[str, Any]] = [
    {"name": "alliance", "type": "string", "constraints": {"required": True, "enum": ["NATO", "WTO"]}},
    {"name": "code", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{3}"}},
    {"name": "joined", "type": "date", "constraints": {"required": True, "minimum": "1949-04-04"}},
    {"name": "left", "type": "date"},
    {"name": "founding", "type": "boolean", "constraints": {"required": True}},
    {"name": "seats", "type": "integer", "constraints": {"minimum": 1, "maximum": 9}},
    {"name": "share", "type": "number"},
    {"name": "note", "type": "string"},
    {
        "name": "source_ids",
        "type": "string",
        "thirteenth:list": True,
        "thirteenth:references": {"resource": "sources", "fields": "source_id"},
    },
]
PACKAGE = {
    "resources": [
        {
            "name": "members",
            "path": "members.csv",
            "thirteenth:spell": {"begin": "joined", "end": "left", "group": ["alliance", "code"]},
            "schema": {
                "fields": FIELDS,
                "primaryKey": ["alliance", "code", "joined"],
                "foreignKeys": [{"fields": "code", "reference": {"resource": "countries", "fields": "code"}}],
            },
        },
        {
            "name": "countries",
            "path": "countries.csv",
            "schema": {"fields": [{"name": "code", "type": "string"}], "primaryKey": "code"},
        },
        {
            "name": "sources",
            "path": "sources.csv",
            "schema": {"fields": [{"name": "source_id", "type": "string"}], "primaryKey": "source_id"},
        },
    ]
}
HEADER = "alliance,code,joined,left,founding,seats,share,note,source_ids"
FRANCE = "NATO,FRA,1949-08-24,,true,4,0.25,,nat;joxe"
ALBANIA = "WTO,ALB,1955-05-14,1968-09-13,true,1,,left in protest,nat"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course: members that refer to countries and sources."""
    (tmp_path / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    (tmp_path / "countries.csv").write_text("code\nFRA\nALB\n", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("source_id\nnat\njoxe\n", encoding="utf-8")
    monkeypatch.setenv("THIRTEENTH_DATA", str(tmp_path))
    write(tmp_path, FRANCE, ALBANIA)
    return tmp_path


def write(data: Path, *lines: str, header: str = HEADER) -> None:
    (data / "members.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8", newline="\n")


def faults(name: str = "members") -> list[tuple[int, str, str]]:
    with pytest.raises(tables.TableError) as caught:
        tables.load(name)
    return [(fault.line, fault.where.removeprefix("column "), fault.value) for fault in caught.value.faults]


def test_a_good_table_is_typed(data: Path) -> None:
    members = tables.load("members")
    assert members["joined"].tolist() == [pd.Timestamp("1949-08-24"), pd.Timestamp("1955-05-14")]
    assert members["left"].isna().tolist() == [True, False]
    assert {
        name: str(dtype) for name, dtype in members.dtypes.items() if name not in ("code", "note", "source_ids")
    } == {
        "alliance": "category",
        "joined": "datetime64[ns]",
        "left": "datetime64[ns]",
        "founding": "bool",
        "seats": "Int64",
        "share": "float64",
    }
    assert list(members["alliance"].cat.categories) == ["NATO", "WTO"]
    assert members["note"].isna().tolist() == [True, False]
    assert members["seats"].tolist() == [4, 1]
    assert data.exists()


def test_windows_line_ends_bom_and_quoted_line_breaks_are_read_as_what_they_mean(data: Path) -> None:
    plain = tables.load("members")
    quoted = ALBANIA.replace("left in protest", '"left in protest,\r\nin ""1968"""')
    text = f"{HEADER}\r\n{FRANCE}\r\n{quoted}" + "\r\n"
    (data / "members.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    loaded = tables.load("members")
    assert loaded["note"][1] == 'left in protest,\nin "1968"'
    assert loaded.drop(columns="note").equals(plain.drop(columns="note"))


def test_lines_are_counted_through_quoted_line_breaks_and_blank_lines(data: Path) -> None:
    write(data, FRANCE.replace("0.25,,", '0.25,"two\nlines",'), "", ALBANIA.replace("1955-05-14", "1955-05-32"))
    assert faults() == [(5, "joined", "'1955-05-32'")]


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("1949-08-24", "1949-02-30", "joined"),
        ("1949-08-24", "24.08.1949", "joined"),
        ("1949-08-24", "19490824", "joined"),
        ("1949-08-24", "1949-04-03", "joined"),
        ("1949-08-24", "", "joined"),
        ("NATO", "Nato", "alliance"),
        ("FRA", "fra", "code"),
        ("true", "yes", "founding"),
        (",4,", ",4.5,", "seats"),
        (",4,", ",0,", "seats"),
        (",4,", ",10,", "seats"),
        (",4,", ",1_0,", "seats"),
        ("0.25", "nan", "share"),
        ("0.25", "1e999", "share"),
        ("0.25", "0;25", "share"),
    ],
)
def test_a_bad_cell_is_named_with_line_column_and_value(data: Path, old: str, new: str, column: str) -> None:
    write(data, ALBANIA, FRANCE.replace(old, new))
    assert faults() == [(3, column, repr(new.strip(",")) if new else "an empty cell")]


def test_all_faults_are_collected_and_said(data: Path) -> None:
    write(data, FRANCE.replace("1949-08-24", "soon").replace("true", "oui"), ALBANIA.replace("WTO", "Pact"))
    with pytest.raises(tables.TableError) as caught:
        tables.load("members")
    message = str(caught.value)
    assert "3 faults" in message
    assert (
        "members.csv, line 2, column joined: found 'soon', expected a date that exists, written YYYY-MM-DD" in message
    )
    assert "members.csv, line 3, column alliance: found 'Pact', expected one of NATO, WTO" in message
    assert "What to do: mend the file" in message
    assert str(data / "members.csv") in message


def test_a_long_list_of_faults_is_cut_in_the_message_only(data: Path) -> None:
    write(data, *[FRANCE.replace("1949-08-24", f"day {number}") for number in range(30)])
    with pytest.raises(tables.TableError, match="and 10 more") as caught:
        tables.load("members")
    assert len(caught.value.faults) == 30


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEADER.replace("joined", "joind"), [(1, "joind", "an unknown column"), (1, "joined", "no such column")]),
        (HEADER.replace("note", "code"), [(1, "code", "the column twice"), (1, "note", "no such column")]),
        (HEADER.replace(",note", ""), [(1, "note", "no such column")]),
    ],
)
def test_a_wrong_header_is_named(data: Path, header: str, expected: list[tuple[int, str, str]]) -> None:
    write(data, FRANCE, header=header)
    assert faults() == expected


def test_a_row_with_too_many_cells_is_named(data: Path) -> None:
    write(data, FRANCE, ALBANIA.replace("left in protest", "left, in protest"))
    assert faults() == [(3, "", "10 cells")]


def test_an_unclosed_quote_is_named_with_its_first_line(data: Path) -> None:
    write(data, FRANCE, ALBANIA.replace("left in", '"left in'), FRANCE)
    assert [line for line, _, _ in faults()] == [3]


def test_a_repeated_key_names_both_lines(data: Path) -> None:
    write(data, FRANCE, ALBANIA, FRANCE)
    with pytest.raises(tables.TableError, match="line 2 has it already"):
        tables.load("members")
    assert (4, "alliance + code + joined", "'NATO' + 'FRA' + '1949-08-24'") in faults()


def test_dangling_references_are_named(data: Path) -> None:
    write(data, FRANCE.replace("FRA", "FRX"), ALBANIA.replace(",nat", ",nat;hearsay"))
    assert faults() == [(2, "code", "'FRX'"), (3, "source_ids", "'hearsay'")]


def test_an_untidy_list_is_named(data: Path) -> None:
    write(data, FRANCE.replace("nat;joxe", "nat; joxe"))
    assert faults() == [(2, "source_ids", "'nat; joxe'")]


def test_a_broken_referenced_table_is_reported_not_hidden(data: Path) -> None:
    (data / "countries.csv").write_bytes(b"code\nFRA\n\xff\n")
    (fault,) = faults()
    assert "countries.csv, line 3: found the byte 0xFF" in fault[2]


def test_a_spell_must_not_end_before_it_begins(data: Path) -> None:
    write(data, FRANCE, ALBANIA.replace("1968-09-13", "1955-05-14"))
    assert faults() == [(3, "left", "'1955-05-14'")]


@pytest.mark.parametrize("left", ["", "1952-01-01"])
def test_spells_of_one_state_must_not_overlap(data: Path, left: str) -> None:
    again = FRANCE.replace("1949-08-24,", "1951-01-01,")
    write(data, again, FRANCE.replace("1949-08-24,", f"1949-08-24,{left}"))
    assert faults() == [(2, "joined", "'1951-01-01'")]


def test_spells_may_touch(data: Path) -> None:
    write(data, FRANCE.replace("1949-08-24,", "1949-08-24,1951-01-01"), FRANCE.replace("1949-08-24", "1951-01-01"))
    assert len(tables.load("members")) == 2


@pytest.mark.parametrize(
    ("content", "line", "value"),
    [(b"", 0, "an empty file"), (b"\n \n", 0, "an empty file"), (b"\xef\xbb\xbf", 0, "0 line(s) of text")],
)
def test_an_empty_file_is_named(data: Path, content: bytes, line: int, value: str) -> None:
    (data / "members.csv").write_bytes(content)
    assert faults() == [(line, "", value)]


def test_a_header_without_rows_is_named(data: Path) -> None:
    write(data)
    assert faults() == [(0, "", "1 line(s) of text")]


def test_bytes_that_are_not_utf8_are_named_with_their_line(data: Path) -> None:
    text = "\n".join([HEADER, FRANCE, ALBANIA.replace("left", "gelöscht")])
    (data / "members.csv").write_bytes(text.encode("latin-1"))
    assert faults() == [(3, "", "the byte 0xF6")]


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "members.csv").unlink()
    assert faults() == [(0, "", "no such file")]


def test_the_file_is_never_changed_by_reading_it(data: Path) -> None:
    write(data, FRANCE.replace("true", "oui"))
    before = (data / "members.csv").read_bytes()
    faults()
    assert (data / "members.csv").read_bytes() == before


def test_another_file_is_read_with_the_same_rules(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "my copy.csv"
    copy.write_text(f"{HEADER}\n{ALBANIA}\n", encoding="utf-8")
    assert tables.load("members", copy)["code"].tolist() == ["ALB"]
    copy.write_text(f"{HEADER}\n{ALBANIA.replace('true', 'ja')}\n", encoding="utf-8")
    with pytest.raises(tables.TableError, match=r"my copy\.csv, line 2, column founding"):
        tables.load("members", copy)
    assert data.exists()


@pytest.mark.usefixtures("data")
def test_an_unknown_table_lists_those_that_exist() -> None:
    with pytest.raises(KeyError, match="members, countries, sources"):
        tables.load("member")


def test_a_broken_datapackage_is_named(data: Path) -> None:
    (data / "datapackage.json").write_text('{"resources": [}', encoding="utf-8")
    with pytest.raises(tables.TableError, match=r"datapackage\.json, line 1"):
        tables.load("members")


def test_the_course_is_found_from_a_notebook_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THIRTEENTH_DATA")
    folder = data / "course" / "notebooks" / "mine"
    folder.mkdir(parents=True)
    (data / "course" / "data").mkdir()
    (data / "course" / "data" / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    monkeypatch.chdir(folder)
    assert tables.course_dir() == (data / "course").resolve()


def test_a_data_folder_without_tables_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRTEENTH_DATA", str(tmp_path))
    with pytest.raises(tables.CourseNotFoundError, match="set the environment variable THIRTEENTH_DATA"):
        tables.load("members")
