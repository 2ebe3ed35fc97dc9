"""What is drawn, mark by mark, against the CSV files read with pandas alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from matplotlib import dates
from matplotlib.colors import to_hex

from thirteenth import charts
from thirteenth.charts import style

if TYPE_CHECKING:
    from pathlib import Path

    from thirteenth.charts import Chart

# matplotlib's types say less than what it gives.
Axes = Any
END = "2024-12-31"
DECLARED = {
    style.BLUE,
    style.AMBER,
    style.PALE,
    style.TEAL,
    style.VIOLET,
    style.BROWN,
    style.FAINT_BLUE,
    style.FAINT_AMBER,
}


@pytest.fixture
def members(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "members.csv")


@pytest.fixture
def timeline(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "timeline.csv")


def drawn_on(chart: Chart) -> list[Axes]:
    return chart.figure.axes


def only(chart: Chart) -> Axes:
    (axes,) = chart.figure.axes
    return axes


def as_day(number: float) -> str:
    return str(dates.num2date(number).date())


def words(axes: Axes) -> set[str]:
    return {text.get_text() for text in axes.texts}


def key(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_claims_are_stacked_by_how_they_could_be_tested(root: Path) -> None:
    claims = pd.read_csv(root / "data" / "claims.csv")
    axes = only(charts.claims_by_kind())
    kinds = [label.get_text() for label in axes.get_yticklabels()]
    totals = claims["kind"].value_counts()
    assert [int(totals[kind]) for kind in kinds] == sorted(totals), "the longest bar at the top"
    fills = {mark.fill: word for word, mark in style.CHECK_MARKS.items()}
    drawn = {
        (kinds[round(bar.get_y() + 0.36)], fills[to_hex(bar.get_facecolor()).upper()]): bar for bar in axes.patches
    }
    wanted = claims.groupby(["kind", "checkable"]).size()
    assert {place: bar.get_width() for place, bar in drawn.items()} == wanted.to_dict()
    for kind in kinds:
        stack = sorted((bar.get_x(), bar.get_width()) for (row, _), bar in drawn.items() if row == kind)
        assert [begin for begin, _ in stack] == [sum(width for _, width in stack[:n]) for n in range(len(stack))]
    assert key(axes) == [mark.label for mark in style.CHECK_MARKS.values()]
    assert {str(total) for total in totals} <= words(axes)
    assert axes.get_xlabel() == "number of claims"


def test_a_spell_is_a_bar_from_joining_to_leaving(members: pd.DataFrame) -> None:
    axes = only(charts.membership_spells())
    rows = {place: label.get_text() for place, label in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)}
    drawn = {
        (to_hex(bar.get_facecolor()).upper(), rows[round(bar.get_y() + bar.get_height() / 2)].split()[-1]): (
            as_day(bar.get_x()),
            as_day(bar.get_x() + bar.get_width()),
        )
        for bar in axes.patches
    }
    wanted = {
        (style.ALLIANCE_MARKS[spell["alliance"]].fill, spell["code"]): (
            spell["joined"],
            END if pd.isna(spell["left"]) else spell["left"],
        )
        for _, spell in members.iterrows()
    }
    assert drawn == wanted
    assert {"NATO", "Warsaw Pact", "1982", "1955 to 1968"} <= words(axes)


def test_the_steps_rise_and_fall_on_their_days(members: pd.DataFrame) -> None:
    axes = only(charts.members_over_time())
    assert len(axes.lines) == 2
    for line, alliance in zip(axes.lines, ("NATO", "WTO"), strict=True):
        own = members[members["alliance"] == alliance]
        steps = list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        assert line.get_drawstyle() == "steps-post"
        assert steps[0][1] == 0
        assert str(pd.Timestamp(steps[-1][0]).date()) == END
        for moment, count in steps[1:-1]:
            day = str(pd.Timestamp(moment).date())
            assert count == ((own["joined"] <= day) & ~(own["left"] <= day)).sum(), (alliance, day)
        assert {str(pd.Timestamp(moment).date()) for moment, _ in steps[:-1]} == set(own["joined"]) | set(
            own["left"].dropna()
        )
    assert {"14: + GRC TUR", "15: + DEU", "16: + ESP", "6: without DDR", "8", "0", "12"} <= words(axes)
    assert axes.lines[0].get_linestyle() != axes.lines[1].get_linestyle(), "told apart without colour"


def test_told_order_crosses_where_the_order_differs(timeline: pd.DataFrame) -> None:
    chart = charts.told_order()
    axes = only(chart)
    lines = [tuple(line.get_ydata()) for line in axes.lines if len(line.get_ydata()) == 2]
    assert lines == list(zip(chart.table["told"], chart.table["happened"], strict=True))
    days = timeline.set_index("title").loc[chart.table["title"], "date"].to_list()
    assert [day for _, day in sorted(zip(chart.table["happened"], days, strict=True))] == sorted(days)
    paragraphs = timeline.set_index("title").loc[chart.table["title"], "article_paragraph"].to_list()
    assert paragraphs == sorted(paragraphs)
    assert chart.table["paragraph"].to_list() == paragraphs


@pytest.mark.parametrize(
    ("pair", "days", "said"),
    [
        (("soviet-note-nato", "tripartite-reply"), 37, "37 days"),
        (("tripartite-reply", "soviet-note-nato"), -37, "37 days earlier"),
        (("soviet-note-nato", "us-first-reaction"), 0, "the same day"),
        (("soviet-note-nato", "british-first-reaction"), 1, "1 day"),
    ],
)
def test_a_gap_is_said_and_drawn(pair: tuple[str, str], days: int, said: str) -> None:
    chart = charts.days_between([pair])
    assert chart.table["days"].to_list() == [days]
    assert chart.alt.endswith(f": {said}.")
    axes = only(chart)
    assert said in {word.strip() for word in words(axes)}
    assert max(axes.lines[0].get_xdata()) == max(1, abs(days))


@pytest.mark.parametrize("day", ["1950-01-01", "1955-12-31", "1985-06-15", "1990-09-30", "2024-12-31"])
def test_tiles_and_seats_are_those_of_the_day(day: str, root: Path, members: pd.DataFrame) -> None:
    states = pd.read_csv(root / "data" / "countries.csv")
    there = states[(states["valid_from"] <= day) & ~(states["valid_to"] <= day)].set_index("code")
    inside = members[(members["joined"] <= day) & ~(members["left"] <= day)]
    alliance_of = dict(zip(inside["code"], inside["alliance"], strict=True))
    tiles, seats = drawn_on(charts.composition(day))
    drawn = {}
    for tile, text in zip(tiles.patches, tiles.texts, strict=True):
        drawn[text.get_text()] = (*tile.get_xy(), to_hex(tile.get_facecolor()).upper())
    assert drawn == {
        code: (state["column"], state["row"], style.ALLIANCE_MARKS[alliance_of.get(code, "none")].fill)
        for code, state in there.iterrows()
    }
    ordered = inside.sort_values(["alliance", "joined", "country"])
    wanted = [
        f"{seat}  {code}" for _, part in ordered.groupby("alliance") for seat, code in enumerate(part["code"], start=1)
    ]
    assert set(wanted) <= words(seats)
    counts = inside["alliance"].value_counts()
    assert {f"NATO: {counts.get('NATO', 0)}", f"Warsaw Pact: {counts.get('WTO', 0)}"} <= words(seats)


def test_founders_and_leavers_stand_in_blocks(members: pd.DataFrame) -> None:
    chart = charts.founders_later_left()
    axes = only(chart)
    groups = chart.table.groupby(["alliance", "group"])["code"].agg(set).to_dict()
    nato, pact = (members[members["alliance"] == alliance] for alliance in ("NATO", "WTO"))
    assert groups == {
        ("NATO", "founders"): set(nato.loc[nato["founding"], "code"]),
        ("NATO", "joined later"): set(nato.loc[~nato["founding"], "code"]),
        ("WTO", "founders"): set(pact["code"]),
        ("WTO", "left earlier"): {"ALB", "DDR"},
        ("WTO", "in at the end"): set(pact["code"]) - {"ALB", "DDR"},
    }
    assert len(axes.patches) == len(chart.table)
    assert {"founders: 12", "joined later: 20", "founders: 8", "left earlier: 2", "in at the end: 6"} <= words(axes)


def test_only_declared_colours_are_drawn() -> None:
    for chart in (charts.claims_by_kind(), charts.membership_spells(), charts.composition("1955-12-31")):
        fills = {
            to_hex(patch.get_facecolor()).upper()
            for axes in drawn_on(chart)
            for patch in axes.patches
            if patch.get_fill()
        }
        assert fills <= DECLARED
    red = [colour for colour in DECLARED if int(colour[1:3], 16) > 2 * max(int(colour[3:5], 16), int(colour[5:], 16))]
    assert red == [], "no category is drawn in red"
