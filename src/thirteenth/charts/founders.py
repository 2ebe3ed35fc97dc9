"""Founders, later members, and those who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.patches import Rectangle

from coursekit import tables
from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_IN, ROW_IN = 1.75, 0.46
WIDEST_BLOCK_IN = 0.6
SOURCE = "members.csv"
FOUNDERS, LATER, LEFT, REMAINED = GROUPS = ("founders", "joined later", "left earlier", "in at the end")


def founders_later_left() -> Chart:
    """Draw each alliance's members as blocks: founders, later members, those who left, and those in it at its end.

    Returns:
        A chart; its table has one row a block: ``alliance``, ``group``, ``code``, ``country``, ``day`` (of joining or
        leaving). A state that joined and left stands in two groups.
    """
    table = _table()
    ended = set(table.loc[table["group"] == REMAINED, "alliance"])
    rows = sum(1 + len(_groups(alliance in ended)) for alliance in alliances.ALLIANCES)
    figure = style.new_figure(1.2 + ROW_IN * rows, "Who founded, who came later, who left?", SOURCE)
    axes = style.add_axes(figure, 0, 0.45, 0, 0.55)
    axes.set_xlim(0, style.WIDTH_IN)
    axes.set_ylim(rows, 0)
    axes.axis("off")
    longest = table.groupby(["alliance", "group"]).size().max()
    block_in = min(WIDEST_BLOCK_IN, (style.WIDTH_IN - LABEL_IN - 0.25) / longest)
    top = 0
    for alliance in alliances.ALLIANCES:
        mark = style.ALLIANCE_MARKS[alliance]
        axes.text(LABEL_IN, top + 0.5, mark.label, **style.FONT, weight="bold", ha="right", va="center")
        for row, group in enumerate(_groups(alliance in ended), start=1):
            members = table[(table["alliance"] == alliance) & (table["group"] == group)]
            axes.text(LABEL_IN, top + row + 0.43, f"{group}: {len(members)}", **style.FONT, ha="right", va="center")
            _blocks(axes, top + row, members["code"], mark, block_in)
        top += 1 + len(_groups(alliance in ended))
    return Chart(figure, table, _alt(table), SOURCE)


def _groups(ended: bool) -> tuple[str, ...]:  # noqa: FBT001 - the one thing that this depends on
    """Return the rows of an alliance: one that still exists has no last members."""
    return GROUPS if ended else GROUPS[:-1]


def _table() -> pd.DataFrame:
    members = tables.load("members").sort_values(["joined", "country"])
    came = members.assign(group=members["founding"].map({True: FOUNDERS, False: LATER}), day=members["joined"])
    went = members[members["left"].notna()].assign(day=lambda rows: rows["left"])
    # An alliance without members has ended; who left on its last day was in it to the end.
    last = {alliance: _last_day(members[members["alliance"] == alliance]) for alliance in alliances.ALLIANCES}
    earlier = [left != last[str(alliance)] for alliance, left in zip(went["alliance"], went["left"], strict=True)]
    went["group"] = [LEFT if word else REMAINED for word in earlier]
    both = pd.concat([came, went.sort_values(["left", "country"])], ignore_index=True)
    ordered = both.astype({"alliance": str}).sort_values("alliance", kind="stable")
    return ordered[["alliance", "group", "code", "country", "day"]].reset_index(drop=True)


def _last_day(spells: pd.DataFrame) -> pd.Timestamp | None:
    return None if spells["left"].isna().any() else spells["left"].max()


def _blocks(axes: Axes, top: float, codes: pd.Series, mark: style.Mark, block_in: float) -> None:
    for number, code in enumerate(codes):
        left = LABEL_IN + 0.12 + number * block_in
        axes.add_patch(Rectangle((left, top), block_in * 0.95, 0.86, **style.fill_of(mark)))
        axes.text(left + block_in * 0.475, top + 0.43, code, **style.on_mark(mark))


def _alt(table: pd.DataFrame) -> str:
    parts = []
    for alliance in alliances.ALLIANCES:
        counts = table[table["alliance"] == alliance]["group"].value_counts()
        groups = ", ".join(f"{group} {counts.get(group, 0)}" for group in _groups(REMAINED in counts))
        parts.append(f"{style.ALLIANCE_MARKS[alliance].label}: {groups}")
    return "; ".join(parts) + "."
