"""The argument as a tree, against claims.csv and claim_evidence.csv read with pandas alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from thirteenth import charts

if TYPE_CHECKING:
    from pathlib import Path

PATH = ["C16", "C15", "C14", "C13", "C06", "C01", "C82"]


class Reader(HTMLParser):
    """Reads which claim's part stands inside which, and which parts are open."""

    def __init__(self) -> None:
        super().__init__()
        self.parents: dict[str, str] = {}
        self.opened: list[str] = []
        self._stack: list[str] = []
        self._open: list[bool] = []
        self._head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self._stack.append("")
            self._open.append(any(name == "open" for name, _ in attrs))
        self._head = self._head or tag == "summary"

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._stack.pop()
            self._open.pop()
        self._head = self._head and tag != "summary"

    def handle_data(self, data: str) -> None:
        if self._head and re.fullmatch(r"C\d\d", data):
            self._stack[-1] = data
            self.parents[data] = next((name for name in reversed(self._stack[:-1]) if name), "")
            if self._open[-1]:
                self.opened.append(data)


def read(tree: charts.ArgumentTree) -> Reader:
    reader = Reader()
    reader.feed(tree.html)
    return reader


@pytest.fixture
def claims(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "claims.csv").set_index("claim_id")


def test_every_claim_stands_below_the_one_that_it_supports(claims: pd.DataFrame) -> None:
    tree = charts.argument_tree()
    found = read(tree).parents
    assert len(found) == len(tree.table) == 69
    assert found.pop("C82") == ""
    assert found == {claim: claims["supports"][claim] for claim in found}
    below = {claim for claim in claims.index if claims["supports"][claim] in {*found, "C82"}}
    assert below == set(found), "nothing that belongs to the tree is left out"


def test_the_table_says_how_deep_and_how_each_stands(claims: pd.DataFrame) -> None:
    table = charts.argument_tree().table.set_index("claim")
    assert table["status"].to_dict() == claims.loc[table.index, "status"].to_dict()
    for claim, row in table.iloc[1:].iterrows():
        assert row["depth"] == table.loc[row["supports"], "depth"] + 1, claim
    assert table["depth"].max() + 1 == 7


def test_the_words_count_the_claims_by_status(claims: pd.DataFrame) -> None:
    tree = charts.argument_tree()
    assert tree.alt.startswith("69 claims under C82, itself included; the longest chain has 7;")
    counts = claims.loc[tree.table["claim"], "status"].value_counts()
    for status, number in counts.items():
        assert f"{number} {status}" in tree.alt
    assert tree._repr_mimebundle_()["text/plain"].startswith(tree.alt)


def test_evidence_for_and_against_stands_with_its_claim(root: Path) -> None:
    evidence = pd.read_csv(root / "data" / "claim_evidence.csv")
    tree = charts.argument_tree()
    inside = evidence[evidence["claim_id"].isin(tree.table["claim"])]
    assert tree.html.count("<li>") == len(inside)
    counts = evidence[evidence["claim_id"] == "C82"]["bearing"].value_counts()
    assert f"evidence: {counts['for']} for, {counts['against']} against" in tree.html
    assert counts["for"] > 0
    assert counts["against"] > 0


def test_only_the_path_that_was_asked_for_stands_open() -> None:
    assert read(charts.argument_tree()).opened == ["C82"]
    assert sorted(read(charts.argument_tree("C16")).opened) == sorted(PATH)
    assert charts.path_to_thesis("C16") == PATH


def test_a_part_of_the_argument_is_a_tree_of_its_own() -> None:
    tree = charts.argument_tree("C16", top="C13")
    assert set(tree.table["claim"]) >= {"C13", "C14", "C16"}
    assert "C82" not in set(tree.table["claim"])


def test_what_is_not_in_the_tree_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no claim 'C99'"):
        charts.argument_tree("C99")
    with pytest.raises(ValueError, match="no claim 'C00'"):
        charts.path_to_thesis("C00")
    with pytest.raises(ValueError, match="C02 does not support C82"):
        charts.argument_tree("C02")


def test_a_changed_claim_changes_the_tree(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil  # noqa: PLC0415 - here only

    shutil.copytree(root / "data", tmp_path / "data")
    path = tmp_path / "data" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    changed = text.replace(",supports,C15,", ",supports,C14,", 1).replace(",background,C15,", ",background,C14,", 1)
    assert changed != text
    path.write_text(changed, encoding="utf-8", newline="\n")
    before = charts.argument_tree().as_text()
    monkeypatch.setenv("THIRTEENTH_DATA", str(tmp_path / "data"))
    assert charts.argument_tree().as_text() != before
