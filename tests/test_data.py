"""The tables as they lie on disk, read with pandas alone: form, keys, counts, and both sides of what is contested."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest

DATA = Path(__file__).resolve().parents[1] / "data"
DESCRIPTOR: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
STATUSES = {"accurate", "imprecise", "error", "unsupported", "contested", "judgement"}
ALLIANCES = {"NATO", "WTO"}
OUTSIDE_THE_MAP = {"CHN", "KOR", "PRK"}
YEAR_ENDS = [pd.Timestamp(year, 12, 31) for year in range(1949, 2025)]


def read(name: str, *dates: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", parse_dates=list(dates))


@pytest.fixture(scope="module")
def members() -> pd.DataFrame:
    return read("members", "signed", "joined", "in_force", "left")


@pytest.fixture(scope="module")
def countries() -> pd.DataFrame:
    return read("countries", "valid_from", "valid_to")


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return read("claims")


@pytest.fixture(scope="module")
def timeline() -> pd.DataFrame:
    return read("timeline", "date", "end_date")


def codes_on(members: pd.DataFrame, alliance: str, day: str) -> set[str]:
    moment = pd.Timestamp(day)
    inside = (members["joined"] <= moment) & (members["left"].isna() | (moment < members["left"]))
    return set(members.loc[inside & (members["alliance"] == alliance), "code"])


def states_on(countries: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    alive = (countries["valid_from"] <= day) & (countries["valid_to"].isna() | (day < countries["valid_to"]))
    return countries[alive]


def members_of(column: pd.Series[Any]) -> set[str]:
    return {part for cell in column.dropna() for part in str(cell).split(";")}


def under_the_thesis(claims: pd.DataFrame) -> set[str]:
    found = {"C82"}
    while True:
        grown = found | set(claims.loc[claims["supports"].isin(found), "claim_id"])
        if grown == found:
            return found
        found = grown


# The form of the files


def test_the_data_package_is_valid() -> None:
    report = frictionless.Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_every_table_is_described_and_every_described_table_exists() -> None:
    assert {path.name for path in DATA.glob("*.csv")} == {resource["path"] for resource in TABLES.values()}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.*")), ids=lambda path: str(path.name))
def test_files_are_utf8_nfc_with_plain_line_ends(path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf"), "a byte order mark"
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_tidy_and_rows_complete(name: str) -> None:
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == [field["name"] for field in TABLES[name]["schema"]["fields"]]
    for row in rows:
        assert len(row) == len(rows[0]), row
        assert [cell for cell in row if cell != cell.strip() or "  " in cell or "\n" in cell] == []


@pytest.mark.parametrize("name", TABLES)
def test_tables_and_columns_are_explained(name: str) -> None:
    resource = TABLES[name]
    assert resource["encoding"] == "utf-8"
    assert resource["dialect"]["lineTerminator"] == "\n"
    assert resource["licenses"][0]["path"].startswith("https://")
    for described in [resource, *resource["schema"]["fields"]]:
        assert described["title"]
        assert re.search(r"[.)]$", described["description"]), described["name"]


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_has_every_table_and_column(name: str) -> None:
    codebook = (DATA / "README.md").read_text(encoding="utf-8")
    match = re.search(rf"^## `{name}\.csv`.*?(?=^## )", codebook, flags=re.MULTILINE | re.DOTALL)
    assert match, f"no section on {name}.csv"
    missing = [f["name"] for f in TABLES[name]["schema"]["fields"] if f"`{f['name']}`" not in match[0]]
    assert missing == []


def test_the_codebook_counts_the_rows_rightly() -> None:
    codebook = (DATA / "README.md").read_text(encoding="utf-8")
    counted = re.findall(r"^\| \[`(\w+)\.csv`\]\(#\w+\) \| (\d+) \|", codebook, flags=re.MULTILINE)
    assert {name: int(rows) for name, rows in counted} == {name: len(read(name)) for name in TABLES}


def test_the_codebook_defines_the_six_status_words() -> None:
    codebook = (DATA / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| \*\*(\w+)\*\* \|", codebook, flags=re.MULTILINE)) == STATUSES


@pytest.mark.parametrize("name", TABLES)
def test_lists_hold_keys_of_the_table_they_refer_to(name: str) -> None:
    table = read(name)
    for field in TABLES[name]["schema"]["fields"]:
        if reference := field.get("thirteenth:references"):
            known = set(read(reference["resource"])[reference["fields"]])
            assert members_of(table[field["name"]]) <= known


# Claims and what bears on them


def test_claims_and_paragraphs_are_complete(claims: pd.DataFrame) -> None:
    assert claims["claim_id"].tolist() == [f"C{number:02}" for number in range(1, 94)]
    assert sorted(claims["paragraph"].unique()) == list(range(22))
    assert read("paragraphs")["paragraph"].tolist() == list(range(22))


def test_claims_by_kind_and_checkability(claims: pd.DataFrame) -> None:
    assert claims["kind"].value_counts().to_dict() == {
        "fact": 39,
        "fact-dated": 15,
        "motive": 13,
        "causal": 11,
        "normative": 6,
        "counterfactual": 5,
        "quantitative": 4,
    }
    assert claims["checkable"].isin(["data", "document"]).sum() == 64
    most = claims.loc[claims["paragraph"] > 0, "paragraph"].value_counts()
    assert (most.index[0], most.iloc[0]) == (3, 8)


def test_the_words_that_lesson_1_searches_for_stand_in_five_claims(claims: pd.DataFrame) -> None:
    words = r"\b(?:always|nobody|full|completely|alone|everything)\b"
    hits = claims[claims["claim"].str.contains(words, case=False)]
    assert hits["claim_id"].tolist() == ["C05", "C09", "C69", "C82", "C88"]


def test_every_status_is_one_of_the_six_and_used(claims: pd.DataFrame) -> None:
    assert set(claims["status"]) == STATUSES


def test_judgements_are_the_normative_claims(claims: pd.DataFrame) -> None:
    assert set(claims.index[claims["status"] == "judgement"]) == set(claims.index[claims["kind"] == "normative"])


def test_the_argument_is_a_tree_that_ends_at_the_thesis(claims: pd.DataFrame) -> None:
    under = under_the_thesis(claims)
    leaves = claims[claims["claim_id"].isin(under - set(claims["supports"].dropna()))]
    assert (len(under), len(leaves)) == (69, 40)
    assert (leaves["status"] == "accurate").sum() == 12
    assert claims.loc[claims["claim_id"] == "C82", "supports"].isna().all()
    assert (claims["supports"] == "C82").sum() == 7


def test_every_claim_has_evidence(claims: pd.DataFrame) -> None:
    assert set(read("claim_evidence")["claim_id"]) == set(claims["claim_id"])


@pytest.mark.parametrize("status", ["contested", "judgement"])
def test_what_is_open_has_evidence_on_both_sides(claims: pd.DataFrame, status: str) -> None:
    bearings = read("claim_evidence").groupby("claim_id")["bearing"].agg(set)
    of_status = claims.loc[claims["status"] == status, "claim_id"]
    assert [claim for claim in of_status if not {"for", "against"} <= bearings[claim]] == []


@pytest.mark.parametrize(("status", "bearing"), [("accurate", "for"), ("imprecise", "against"), ("error", "against")])
def test_a_checked_claim_shows_what_it_was_checked_with(claims: pd.DataFrame, status: str, bearing: str) -> None:
    bearings = read("claim_evidence").groupby("claim_id")["bearing"].agg(set)
    of_status = claims.loc[claims["status"] == status, "claim_id"]
    silent = [claim for claim in of_status if not {bearing, "context"} & bearings[claim]]
    assert silent == []


def test_errors_rest_on_a_source_that_was_read(claims: pd.DataFrame) -> None:
    evidence = read("claim_evidence").merge(read("sources")[["source_id", "verified"]], on="source_id")
    against = set(evidence.loc[evidence["verified"] & (evidence["bearing"] == "against"), "claim_id"])
    assert set(claims.loc[claims["status"] == "error", "claim_id"]) <= against


def test_an_error_is_one_that_a_defender_would_grant(claims: pd.DataFrame, timeline: pd.DataFrame) -> None:
    errors = claims.loc[claims["status"] == "error", "claim_id"].tolist()
    assert errors == ["C45"], "the rest is imprecise or unsupported"
    plans = ["western-letters-1950", "prague-declaration-1950", "stalin-note", "soviet-peace-treaty-draft"]
    days = [day_of(timeline, plan) for plan in plans]
    assert days == sorted(days), "both sides had plans years before February 1954"
    lanes = timeline.set_index("event_id")["lane"]
    assert [lanes[plan] for plan in plans] == ["West", "Moscow", "Moscow", "Moscow"]


def test_what_paragraphs_11_and_13_tell_is_coded_as_told(timeline: pd.DataFrame) -> None:
    events = timeline.set_index("event_id")
    told = {"revised-drafts": 11, "march-26-approval-claim": 11, "us-first-reaction": 13, "british-first-reaction": 13}
    assert events.loc[list(told), "article_paragraph"].astype(int).to_dict() == told
    untold = ["molotov-memorandum", "nac-debate-soviet-note", "draft-tripartite-reply"]
    assert not events.loc[untold, "in_article"].any()
    papers = read("documents").set_index("document_id")["in_article"]
    assert papers["edited-draft"]
    assert not papers["molotov-memorandum"]


def test_no_hypothesis_is_told_as_a_fact_in_the_neutral_table(timeline: pd.DataFrame) -> None:
    text = timeline["description"].str.cat(sep=" ")
    assert re.findall(r"main aim|real aim|true aim|reassure nobody|within a year", text) == []


def test_ratings_say_the_same_as_evidence() -> None:
    evidence = read("evidence").set_index("evidence_id")
    score = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
    ratings = read("ratings")
    assert len(ratings) == len(evidence) * len(read("hypotheses"))
    for row in ratings.itertuples():
        allowed = str(evidence.loc[str(row.evidence_id), f"{row.hypothesis_id}_allowed"])
        scores = [score[word] for word in allowed.split("|")]
        assert allowed == row.allowed
        assert row.reason == str(evidence.loc[str(row.evidence_id), f"{row.hypothesis_id}_reason"])
        assert [min(scores), max(scores), (min(scores) + max(scores)) / 2] == [
            row.min_score,
            row.max_score,
            row.mid_score,
        ]


def test_what_selection_does_to_the_hypotheses() -> None:
    ratings = read("ratings").pivot_table(index="evidence_id", columns="hypothesis_id", values="mid_score")
    told = read("evidence").set_index("evidence_id")["in_article"] == "yes"
    against = (-ratings).clip(lower=0)
    paper = ["E03", "E04", "E05"]
    assert against.sum().tolist() == [2.5, 0.5, 3.0, 0.5]
    assert against[told].sum().tolist() == [0.0, 0.0, 1.0, 0.0]
    assert against.drop(paper).sum().tolist() == [2.0, 0.5, 2.0, 0.5]
    assert ratings.sum().tolist() == [7.0, 8.5, 5.0, 7.0]
    assert ratings[told].sum().tolist() == [4.0, 0.5, 0.0, 3.0]
    assert ratings.drop(paper).sum().tolist() == [6.5, 5.5, 4.5, 6.5]


# Members and states


@pytest.mark.parametrize(
    ("alliance", "day", "count"),
    [
        ("NATO", "1949-08-23", 0),
        ("NATO", "1949-08-24", 12),
        ("NATO", "1952-02-17", 12),
        ("NATO", "1954-03-31", 14),
        ("NATO", "1955-05-05", 14),
        ("NATO", "1955-05-14", 15),
        ("NATO", "1982-12-31", 16),
        ("NATO", "1990-12-31", 16),
        ("NATO", "2024-12-31", 32),
        ("WTO", "1955-05-13", 0),
        ("WTO", "1955-05-14", 8),
        ("WTO", "1968-09-12", 8),
        ("WTO", "1968-12-31", 7),
        ("WTO", "1990-12-31", 6),
        ("WTO", "1991-07-01", 0),
    ],
)
def test_counts_of_members(members: pd.DataFrame, alliance: str, day: str, count: int) -> None:
    assert len(codes_on(members, alliance, day)) == count


def test_member_years_follow_the_counting_convention(members: pd.DataFrame) -> None:
    end = pd.Timestamp("1991-07-01")
    before = members[members["joined"] < end]
    left = before["left"].fillna(end)
    days = (left.where(left < end, end) - before["joined"]).dt.days
    years = (days.groupby(before["alliance"]).sum() / 365.25).round(1)
    assert years.to_dict() == {"NATO": 626.2, "WTO": 265.5}


def test_signature_comes_before_legal_effect(members: pd.DataFrame) -> None:
    assert (members["signed"] <= members["joined"]).all()
    assert (members["joined"] <= members["in_force"]).all()
    later = members["joined"] < members["in_force"]
    assert set(members.loc[later, "alliance"]) == {"WTO"}
    assert (members.loc[later, "joined"] == members.loc[later, "signed"]).all()


def test_every_member_is_a_state_that_exists_while_it_is_a_member(
    members: pd.DataFrame, countries: pd.DataFrame
) -> None:
    spells = members.merge(countries, on="code", how="left", suffixes=("", "_of_state"))
    assert (spells["valid_from"] <= spells["joined"]).all()
    survives = spells["valid_to"].isna() | (spells["left"] <= spells["valid_to"])
    assert spells.loc[~survives, "code"].tolist() == []
    assert (spells["country"] == spells["name"]).all()


def test_states_live_between_their_limits(countries: pd.DataFrame) -> None:
    ends = countries["valid_to"].dropna()
    assert (ends > countries.loc[ends.index, "valid_from"]).all()
    spans = countries.set_index("code")[["valid_from", "valid_to"]]
    assert list(spans.loc["DDR"]) == [pd.Timestamp("1949-10-07"), pd.Timestamp("1990-10-03")]
    gone = {"DDR", "SUN", "CSK", "YUG", "SCG"}
    assert set(spans.index[spans["valid_to"].notna()]) == gone
    assert not gone & set(states_on(countries, pd.Timestamp("2024-12-31"))["code"])
    assert set(countries.loc[countries["successor"].notna(), "code"]) == gone


def test_a_state_and_what_it_became_do_not_overlap(countries: pd.DataFrame) -> None:
    ends = dict(zip(countries["code"], countries["valid_to"], strict=True))
    begins = dict(zip(countries["code"], countries["valid_from"], strict=True))
    for old, new in [("SUN", "RUS"), ("CSK", "CZE"), ("CSK", "SVK"), ("YUG", "SCG"), ("SCG", "SRB"), ("SCG", "MNE")]:
        assert ends[old] == begins[new], (old, new)


@pytest.mark.parametrize("day", YEAR_ENDS, ids=lambda day: str(day.year))
def test_no_two_states_share_a_tile(countries: pd.DataFrame, day: pd.Timestamp) -> None:
    states = states_on(countries, day)
    shared = states[states.duplicated(["column", "row"], keep=False)]
    assert shared["code"].tolist() == []


def test_tiles_are_never_shared_on_any_day(countries: pd.DataFrame) -> None:
    changes = pd.concat([countries["valid_from"], countries["valid_to"].dropna()]).unique()
    for day in changes:
        assert not states_on(countries, pd.Timestamp(day)).duplicated(["column", "row"]).any(), day


def test_the_map_keeps_its_directions(countries: pd.DataFrame) -> None:
    at = countries.set_index("code")[["column", "row"]]
    west_to_east = ["USA", "ISL", "GBR", "FRA", "DEU", "POL", "SUN"]
    north_to_south = ["NOR", "DNK", "DEU", "CHE", "ITA", "MLT"]
    assert at.loc[west_to_east, "column"].is_monotonic_increasing
    assert at.loc[north_to_south, "row"].is_monotonic_increasing
    assert (at.loc["SUN"] == at.loc["RUS"]).all()


def test_blocs_are_those_of_the_members_table(members: pd.DataFrame, countries: pd.DataFrame) -> None:
    before = members[members["joined"] < pd.Timestamp("1991-07-01")]
    expected = dict(zip(before["code"], before["alliance"], strict=True))
    bloc = dict(zip(countries["code"], countries["bloc"], strict=True))
    assert {code: side for code, side in bloc.items() if side in ALLIANCES} == expected
    new = countries.loc[countries["bloc"] == "new", "valid_from"]
    assert (new > pd.Timestamp("1991-07-01")).all()


def test_what_became_of_the_warsaw_pact(members: pd.DataFrame, countries: pd.DataFrame) -> None:
    pact = set(members.loc[members["alliance"] == "WTO", "code"]) - {"DDR"}
    heirs = members_of(countries.loc[countries["code"].isin(pact), "successor"])
    today = codes_on(members, "NATO", "2024-12-31")
    republics = set(countries.loc[countries["part_of"] == "SUN", "code"])
    assert today & (pact | heirs) == {"ALB", "BGR", "CZE", "HUN", "POL", "ROU", "SVK"}
    assert today & republics == {"EST", "LVA", "LTU"}


def test_treaties_of_moscow_when_nato_was_signed(members: pd.DataFrame) -> None:
    treaties = read("treaties", "signed", "ended")
    day = pd.Timestamp("1949-04-04")
    standing = treaties[(treaties["signed"] <= day) & (treaties["ended"].isna() | (day < treaties["ended"]))]
    partners = members_of(standing.loc[standing["party_a"] == "SUN", "party_b"])
    signatories = set(members.loc[members["alliance"] == "WTO", "code"])
    assert partners & signatories == {"BGR", "CSK", "HUN", "POL", "ROU"}
    assert partners - signatories == {"GBR", "FRA", "YUG", "FIN"}


# Events


def day_of(timeline: pd.DataFrame, event: str) -> pd.Timestamp:
    return pd.Timestamp(timeline.loc[timeline["event_id"] == event, "date"].item())


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("north-atlantic-treaty-signed", "warsaw-treaty-signed", 2231),
        ("west-germany-joins-nato", "warsaw-treaty-signed", 8),
        ("molotov-memorandum", "soviet-note-nato", 5),
        ("soviet-note-nato", "tripartite-reply", 37),
        ("soviet-note-nato", "edc-defeated", 152),
        ("edc-defeated", "west-germany-joins-nato", 249),
        ("warsaw-treaty-signed", "geneva-foreign-ministers", 166),
    ],
)
def test_days_between_events(timeline: pd.DataFrame, earlier: str, later: str, days: int) -> None:
    assert (day_of(timeline, later) - day_of(timeline, earlier)).days == days


def test_an_imprecise_date_is_the_first_day_of_its_month_or_year(timeline: pd.DataFrame) -> None:
    month = timeline.loc[timeline["date_precision"] == "month", "date"]
    year = timeline.loc[timeline["date_precision"] == "year", "date"]
    assert len(month) > 0
    assert len(year) > 0
    assert (month.dt.day == 1).all()
    assert (year.dt.day_of_year == 1).all()


def test_events_are_in_order_and_end_after_they_begin(timeline: pd.DataFrame) -> None:
    assert timeline["date"].is_monotonic_increasing
    lasting = timeline.dropna(subset="end_date")
    assert (lasting["end_date"] > lasting["date"]).all()


def test_an_event_is_told_if_and_only_if_a_paragraph_tells_it(timeline: pd.DataFrame) -> None:
    assert (timeline["in_article"] == timeline["article_paragraph"].notna()).all()


def test_all_lanes_are_used_by_told_and_untold_events(timeline: pd.DataFrame) -> None:
    assert timeline.groupby("lane")["in_article"].nunique().to_dict() == dict.fromkeys(
        ["Eastern Europe", "Germany", "Moscow", "West"], 2
    )


def test_actors_are_states_or_alliances(timeline: pd.DataFrame, countries: pd.DataFrame) -> None:
    assert members_of(timeline["actors"]) <= set(countries["code"]) | ALLIANCES | OUTSIDE_THE_MAP


def test_enlargements_have_the_days_of_the_members_table(timeline: pd.DataFrame, members: pd.DataFrame) -> None:
    nato = members[(members["alliance"] == "NATO") & ~members["founding"]]
    events = timeline[(timeline["theme"] == "enlargement") & (timeline["event_id"] != "west-germany-welcomed")]
    assert set(events["date"]) == set(nato["joined"])
    assert nato["joined"].nunique() == 10
    for event in events.itertuples():
        joining = set(nato.loc[nato["joined"] == event.date, "code"])
        assert joining <= set(str(event.actors).split(";"))


def test_doubtful_events_say_why(timeline: pd.DataFrame) -> None:
    assert timeline.loc[timeline["confidence"] == "low", "note"].notna().all()


def test_the_day_of_the_audience_with_stalin_stays_open(timeline: pd.DataFrame) -> None:
    event = timeline[timeline["event_id"] == "stalin-receives-joxe"]
    assert event["date_precision"].tolist() == ["month"]
    assert all(day in event["note"].item() for day in ("25 August", "15 August", "November"))


# Numbers


def test_every_empty_cell_of_capabilities_is_explained() -> None:
    capabilities = read("capabilities")
    silent = capabilities[capabilities.drop(columns="note").isna().any(axis=1) & capabilities["note"].isna()]
    assert silent[["code", "year"]].to_numpy().tolist() == []


@pytest.mark.parametrize(
    ("code", "year", "column"),
    [
        ("DEU", 1955, "personnel_thousands"),
        ("POL", 1949, "spending_billion_usd"),
        ("SUN", 1990, "spending_billion_usd"),
        ("SUN", 1990, "cinc"),
        ("CHE", 1955, "personnel_thousands"),
    ],
)
def test_numbers_known_to_be_wrong_are_blank_and_noted(code: str, year: int, column: str) -> None:
    table = read("capabilities")
    row = table[(table["code"] == code) & (table["year"] == year)]
    assert row[column].isna().tolist() == [True]
    assert "blanked" in row["note"].item()


def test_small_states_do_not_vanish() -> None:
    capabilities = read("capabilities").set_index("code")
    assert (capabilities.loc[["ISL", "LUX"], "population_millions"] > 0.1).all()
    assert (capabilities["cinc"].dropna() > 0).all()


def test_population_of_both_sides_in_1955(members: pd.DataFrame) -> None:
    people = read("capabilities").query("year == 1955").set_index("code")["population_millions"]
    sides = [people[list(codes_on(members, side, "1955-12-31"))].sum() for side in ("NATO", "WTO")]
    assert [round(side, 1) for side in sides] == [445.7, 290.5]
    assert round(people["SUN"] / (people["GBR"] + people["FRA"]), 2) == 2.07
