"""Who was in on a day: against known days, and against a plain loop over the file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thirteenth import alliances

MEMBERS = Path(__file__).resolve().parents[1] / "data" / "members.csv"
SPELLS = list(csv.DictReader(io.StringIO(MEMBERS.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    ("alliance", "day", "members"),
    [
        ("NATO", "1949-08-23", 0),
        ("NATO", "1949-08-24", 12),
        ("NATO", "1952-02-17", 12),
        ("NATO", "1952-02-18", 14),
        ("NATO", "1954-03-31", 14),
        ("NATO", "1955-05-14", 15),
        ("NATO", "1982-12-31", 16),
        ("NATO", "2024-12-31", 32),
        ("WTO", "1955-05-13", 0),
        ("WTO", "1955-05-14", 8),
        ("WTO", "1968-09-12", 8),
        ("WTO", "1968-09-13", 7),
        ("WTO", "1990-12-31", 6),
        ("WTO", "1991-07-01", 0),
    ],
)
def test_known_days(alliance: str, day: str, members: int) -> None:
    assert len(alliances.members_on(alliance, day)) == members


@settings(deadline=None)  # a busy machine is not a wrong answer
@given(day=st.dates(dt.date(1945, 1, 1), dt.date(2030, 1, 1)), alliance=st.sampled_from(["NATO", "WTO"]))
def test_members_are_those_of_a_plain_loop(day: dt.date, alliance: str) -> None:
    wanted = {
        spell["code"]
        for spell in SPELLS
        if spell["alliance"] == alliance
        and spell["joined"] <= day.isoformat()
        and (not spell["left"] or day.isoformat() < spell["left"])
    }
    seats = alliances.seats_on(alliance, day)
    assert set(seats["code"]) == wanted
    assert seats["seat"].tolist() == list(range(1, len(wanted) + 1))
    assert seats["joined"].is_monotonic_increasing


@settings(deadline=None, max_examples=40)  # as above; a composition takes some milliseconds
@given(day=st.dates(dt.date(1949, 6, 1), dt.date(2024, 12, 31)))
def test_every_member_is_on_the_map_on_a_tile_of_its_own(day: dt.date) -> None:
    states = alliances.composition(day)
    assert not states.duplicated(["column", "row"]).any()
    for alliance in alliances.ALLIANCES:
        inside = states[states["alliance"] == alliance]
        assert set(inside["code"]) == set(alliances.members_on(alliance, day))
    assert states.loc[states["alliance"] == "none", "seat"].isna().all()


def test_counts_over_time_end_where_the_members_end() -> None:
    nato, pact = (alliances.counts_over_time(name) for name in alliances.ALLIANCES)
    assert nato["members"].tolist() == [12, 14, 15, 16, 19, 26, 28, 29, 30, 31, 32]
    assert pact["members"].tolist() == [8, 7, 6, 0]
    assert nato["change"].sum() == 32


def test_the_seats_of_1955() -> None:
    seats = alliances.seats_on("NATO", "1955-05-06").set_index("seat")["code"]
    assert (seats[13], seats[14], seats[15]) == ("GRC", "TUR", "DEU")


@pytest.mark.parametrize(
    "day",
    [
        *("soon", "31 of March", "today", "", "1954", "1954-03", "4/5/1954", "1954-02-30", "1954-03-31 12:00"),
        *(None, 1954, 19540331, 1954.2, True, pd.NaT, np.datetime64("NaT")),
    ],
    ids=repr,
)
def test_what_is_no_day_is_refused(day: Any) -> None:  # noqa: ANN401 - what a learner may type
    with pytest.raises(ValueError, match=re.escape(repr(day)) + ".*year-month-day"):
        alliances.members_on("NATO", day)


@pytest.mark.parametrize(
    "day",
    [
        dt.date(1954, 3, 31),
        dt.datetime(1954, 3, 31, 23, 59),  # noqa: DTZ001 - a day has no time zone
        dt.datetime(1954, 3, 31, 1, tzinfo=dt.UTC),
        pd.Timestamp("1954-03-31"),
        np.datetime64("1954-03-31"),
    ],
    ids=repr,
)
def test_every_kind_of_day_is_read(day: dt.date) -> None:
    assert alliances.day_of(day) == alliances.day_of("1954-03-31") == pd.Timestamp("1954-03-31")


def test_a_state_carries_the_name_of_its_time() -> None:
    names = {day: alliances.composition(day).set_index("code")["country"] for day in ("1990-10-02", "1990-10-03")}
    assert (names["1990-10-02"]["DEU"], names["1990-10-03"]["DEU"]) == ("West Germany", "Germany")
    assert ("DDR" in names["1990-10-02"], "DDR" in names["1990-10-03"]) == (True, False)


def test_an_unknown_alliance_is_refused() -> None:
    with pytest.raises(ValueError, match="NATO, WTO"):
        alliances.members_on("Warsaw Pact", "1956-01-01")
