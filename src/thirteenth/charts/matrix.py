"""Evidence against hypotheses: a heatmap whose cells say what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from coursekit import tables
from thirteenth.charts import style
from thirteenth.charts.own import YOURS, of_ratings
from thirteenth.charts.words import signed
from thirteenth.ratings import example

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from thirteenth.charts.chart import Chart

SOURCE = "evidence.csv and ratings.csv"
ROW_IN, LEFT_IN, BOTTOM_IN, TOP_IN = 0.4, 4.6, 1.05, 1.7
# From "contradicts strongly" to "fits strongly"; the sign in each cell is the second cue.
FILLS = {
    -2: style.BROWN,
    -1: style.FAINT_BROWN,
    0: style.PAPER,
    1: style.FAINT_BLUE,
    2: style.BLUE,
}


def ratings_matrix(ratings: pd.DataFrame | None = None, items: Sequence[str] | None = None) -> Chart:
    """Draw how well each item of evidence fits each hypothesis, what is against each, and the sum of all ratings.

    Args:
        ratings: as ``quiz.my_ratings()`` gives them; the course's example when None.
        items: the items to draw, such as ``["E01", "E08"]``; all when None.

    Returns:
        A chart; its table has one row an item and hypothesis: ``item``, ``hypothesis``, ``low``, ``high``, ``score``,
        ``whose``.

    Raises:
        ValueError: an unknown item, or no item.
    """
    table = _table(example() if ratings is None else ratings, items)
    names = tables.load("hypotheses").set_index("hypothesis_id")["short_name"]
    rows_shown = list(dict.fromkeys(table["item"]))
    codes = sorted(table["hypothesis"].unique())
    height = TOP_IN + ROW_IN * (len(rows_shown) + 2) + BOTTOM_IN
    figure = style.new_figure(height, "How well does each item fit each explanation?", SOURCE)
    axes = style.add_axes(figure, LEFT_IN, BOTTOM_IN, 0.2, TOP_IN)
    axes.set(xlim=(0, len(codes)), ylim=(len(rows_shown) + 2, 0))
    for row in table.itertuples():
        _cell(axes, codes.index(row.hypothesis), rows_shown.index(row.item), row)
    _sums(axes, table, codes, len(rows_shown))
    axes.set_xticks([n + 0.5 for n in range(len(codes))], [_wrapped(code, names[code]) for code in codes])
    axes.xaxis.tick_top()
    titles = _titles()
    labels = [*(titles[item] for item in rows_shown), "what is against it", "sum of all ratings"]
    axes.set_yticks([n + 0.5 for n in range(len(labels))], labels)
    figure.text(0.012, 0.32 / height, _legend(table), **style.FONT, va="bottom", linespacing=1.4)
    return of_ratings(figure, table, _alt(table, codes), SOURCE, table)


def totals(table: pd.DataFrame) -> pd.DataFrame:
    """Return what each hypothesis adds up to.

    Args:
        table: a chart's table.

    Returns:
        One row a hypothesis, by code: ``against`` (the sum of the scores below zero, turned round), ``least`` and
        ``most`` (the smallest and the largest such sum within the ranges), ``score`` (the sum of all scores).
    """
    parts = {"against": table["score"], "least": table["high"], "most": table["low"]}
    held = table.assign(**{name: (-scores).clip(lower=0) for name, scores in parts.items()})
    return held.groupby("hypothesis")[["against", "least", "most", "score"]].sum()


def least_against(sums: pd.DataFrame) -> list[str]:
    """Return the codes of the hypotheses with the least against them: what Heuer's method asks for first.

    Args:
        sums: what each hypothesis adds up to, by code; see ``totals``.
    """
    return list(sums.index[sums["against"] == sums["against"].min()])


def highest_sum(sums: pd.DataFrame) -> list[str]:
    """Return the codes of the hypotheses with the highest sum of all ratings.

    Args:
        sums: what each hypothesis adds up to, by code; see ``totals``.
    """
    return list(sums.index[sums["score"] == sums["score"].max()])


def _table(ratings: pd.DataFrame, items: Sequence[str] | None) -> pd.DataFrame:
    known = list(dict.fromkeys(ratings["evidence_id"]))
    wanted = known if items is None else list(items)
    if not wanted or (unknown := [item for item in wanted if item not in known]):
        what = f"no item {unknown[0]!r}" if wanted else "no items to draw"
        raise ValueError(f"There is {what}. evidence.csv has: {', '.join(known)}.")
    renamed = ratings.rename(columns={"evidence_id": "item", "hypothesis_id": "hypothesis"})
    rows = renamed[renamed["item"].isin(wanted)].astype({"low": float, "high": float, "score": float})
    return rows[["item", "hypothesis", "low", "high", "score", "whose"]].reset_index(drop=True)


def _titles() -> dict[str, str]:
    """Return each item's title; a dot marks what the article reports."""
    evidence = tables.load("evidence")
    marks = {"yes": "\N{BLACK CIRCLE} ", "partly": "\N{WHITE CIRCLE} ", "no": ""}
    told = evidence["in_article"].astype(str).map(marks)
    return dict(zip(evidence["evidence_id"], told + evidence["title"] + "  " + evidence["evidence_id"], strict=True))


def _cell(axes: Axes, column: int, row: int, rating: object) -> None:
    low, high, score = (float(getattr(rating, name)) for name in ("low", "high", "score"))
    nearest = int(score + 0.5) if score > 0 else -int(-score + 0.5)
    fill = FILLS[nearest]
    box: dict[str, Any] = {"facecolor": fill, "edgecolor": style.GRID, "linewidth": 1}
    axes.add_patch(Rectangle((column + 0.02, row + 0.04), 0.96, 0.92, **box))
    words = signed(score) if low == high else f"{signed(score)}  ({signed(low)} to {signed(high)})"
    ink = style.PAPER if fill in {style.BLUE, style.BROWN} else style.INK
    weight = "bold" if getattr(rating, "whose", "") == YOURS else "normal"
    axes.text(column + 0.5, row + 0.5, words, ha="center", va="center", weight=weight, **{**style.FONT, "color": ink})


def _sums(axes: Axes, table: pd.DataFrame, codes: list[str], rows: int) -> None:
    sums = totals(table)
    middle: dict[str, Any] = {"ha": "center", "va": "center"}
    for column, code in enumerate(codes):
        own = sums.loc[code]
        weight = "bold" if code in least_against(sums) else "normal"
        axes.text(column + 0.5, rows + 0.5, spanned(own), weight=weight, **middle, **style.FONT)
        axes.text(column + 0.5, rows + 1.5, signed(own["score"]), **middle, **style.FONT)
    axes.axhline(rows + 0.02, color=style.INK, linewidth=1.5)


def _legend(table: pd.DataFrame) -> str:
    own = table["whose"] == YOURS
    range_ = "the range that careful readers may choose from"
    whose = f"The course's example: the middle, and {range_}."
    if own.all():
        whose = "All ratings are your own."
    elif own.any():
        whose = f"Bold: your own ratings. Others: the course's example, with {range_}."
    dots = "\N{BLACK CIRCLE} in the article, \N{WHITE CIRCLE} in part."
    return f"+2 fits strongly, -2 contradicts strongly. {dots}\n{whose}"


def _wrapped(code: str, name: str) -> str:
    """Return a hypothesis's name on at most three short lines."""
    lines = [code]
    for word in name.split():
        if len(lines) > 1 and len(lines[-1]) + len(word) < len("against the EDC"):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def spanned(own: pd.Series) -> str:
    """Return what is against a hypothesis, with its range: "2.5 (0 to 7)", or "2" where there is no range.

    Args:
        own: a row of ``totals``.
    """
    span = "" if own["least"] == own["most"] == own["against"] else f" ({own['least']:g} to {own['most']:g})"
    return f"{own['against']:g}{span}"


def _alt(table: pd.DataFrame, codes: list[str]) -> str:
    sums = totals(table)
    parts = [f"{code} against it {spanned(sums.loc[code])}, sum {signed(sums.loc[code, 'score'])}" for code in codes]
    few, many = least_against(sums), highest_sum(sums)
    least = f"least against: {', '.join(few)}"
    high = f"highest sum: {', '.join(many)}"
    head = f"{table['item'].nunique()} items held against {len(codes)} explanations"
    return f"{head}: {'; '.join(parts)}; {least}; {high}."
