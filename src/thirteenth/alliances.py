"""Who was in which alliance on a day.

A membership spell counts from the day ``joined`` up to, not including, the day ``left``. The conventions behind these
days (NATO's founders from 24 August 1949, the Warsaw Treaty from its signature) stand in the codebook, data/README.md.
"""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd

from coursekit import tables

# pandas' Timestamp is a date, too.
Day = str | dt.date | np.datetime64

NATO, WTO, NEITHER = "NATO", "WTO", "none"
ALLIANCES = (NATO, WTO)
# The names in the column name_at_the_time were used "until about 1990"; the one that matters here ended on this day.
NAMED_AS_NOW_FROM = pd.Timestamp("1990-10-03")
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(day: Day) -> pd.Timestamp:
    """Return a day as a Timestamp at midnight.

    Nothing is guessed: pandas would read ``"1954"`` as 1 January, ``"4/5/1954"`` as 5 April, and the number 1954 as a
    moment of 1970.

    Args:
        day: ``"1954-03-31"``, a date, a Timestamp or a NumPy datetime.

    Raises:
        ValueError: this is no day that can be read.
    """
    refused = f"{day!r} is no day. Write year-month-day in quotation marks, for example '1954-03-31'."
    if not (WRITTEN_DAY.fullmatch(day) if isinstance(day, str) else isinstance(day, dt.date | np.datetime64)):
        raise ValueError(refused)
    try:
        stamp = pd.Timestamp(day)
    except ValueError as error:
        raise ValueError(refused) from error
    if pd.isna(stamp):
        raise ValueError(refused)
    return stamp.tz_localize(None).normalize()


def seats_on(alliance: str, day: Day) -> pd.DataFrame:
    """Return the members of an alliance on a day, each with its seat.

    Args:
        alliance: ``"NATO"`` or ``"WTO"`` (the Warsaw Treaty Organisation).
        day: the day.

    Returns:
        One row a member, in order of joining and then of the country's name: ``seat`` (from 1), ``code``, ``country``,
        ``joined``.

    Raises:
        ValueError: an unknown alliance, or no day.
    """
    when = day_of(day)
    members = _spells(alliance)
    inside = (members["joined"] <= when) & (members["left"].isna() | (members["left"] > when))
    seated = members[inside].sort_values(["joined", "country"])
    seated.insert(0, "seat", range(1, len(seated) + 1))
    return seated[["seat", "code", "country", "joined"]].reset_index(drop=True)


def members_on(alliance: str, day: Day) -> list[str]:
    """Return the codes of an alliance's members on a day, in order of joining, then of the country's name.

    Args:
        alliance: ``"NATO"`` or ``"WTO"``.
        day: the day.

    Raises:
        ValueError: an unknown alliance, or no day.
    """
    codes: list[str] = seats_on(alliance, day)["code"].tolist()
    return codes


def counts_over_time(alliance: str) -> pd.DataFrame:
    """Return the number of members of an alliance from each day on which it changed.

    Args:
        alliance: ``"NATO"`` or ``"WTO"``.

    Returns:
        One row a day of change, in order: ``date``, ``members`` (from this day on), ``change`` (joined less left).

    Raises:
        ValueError: an unknown alliance.
    """
    members = _spells(alliance)
    joined, left = members["joined"].value_counts(), members["left"].value_counts()
    change = joined.sub(left, fill_value=0).sort_index().astype(int)
    counts = {"date": change.index, "members": change.cumsum().to_numpy(), "change": change.to_numpy()}
    return pd.DataFrame(counts)


def composition(day: Day) -> pd.DataFrame:
    """Return every state of the course's map that existed on a day, with its alliance.

    Args:
        day: the day.

    Returns:
        One row a state, by code: ``code``, ``country`` (its name at that time: West Germany until its union with the
        East on 3 October 1990), ``alliance`` ("NATO", "WTO" or "none"), ``seat`` (missing for states in neither
        alliance), ``column`` and ``row`` of its tile on the map.

    Raises:
        ValueError: no day.
    """
    when = day_of(day)
    states = tables.load("countries")
    if when < NAMED_AS_NOW_FROM:
        states["name"] = states["name_at_the_time"].fillna(states["name"])
    existed = (states["valid_from"] <= when) & (states["valid_to"].isna() | (states["valid_to"] > when))
    states = states.loc[existed, ["code", "name", "column", "row"]].rename(columns={"name": "country"})
    seats = pd.concat(seats_on(alliance, when)[["code", "seat"]].assign(alliance=alliance) for alliance in ALLIANCES)
    states = states.merge(seats, on="code", how="left").astype({"seat": "Int64"})
    states["alliance"] = states["alliance"].fillna(NEITHER)
    ordered = states.sort_values("code").reset_index(drop=True)
    return ordered[["code", "country", "alliance", "seat", "column", "row"]]


def _spells(alliance: str) -> pd.DataFrame:
    if alliance not in ALLIANCES:
        raise ValueError(f"There is no alliance named {alliance!r} in members.csv. It has: {', '.join(ALLIANCES)}.")
    members = tables.load("members")
    return members[members["alliance"] == alliance]
