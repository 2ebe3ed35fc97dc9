"""A chart that says what it shows: the picture, the table it draws, and one sentence.

JupyterLab drops the alternative text of a plain PNG output, and nbval compares no pictures. So a chart shows itself as
HTML, where the sentence is the picture's alternative text and the table can be unfolded, and as text for nbval. The
plain PNG is for converters that know no HTML, such as those to PDF.
"""

from __future__ import annotations

import base64
import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from thirteenth.charts.words import source_line

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

DPI = 96
FIGURE_STYLE = "margin:0;max-width:1056px"


@dataclass(frozen=True)
class Chart:
    """One drawing.

    Attributes:
        figure: the matplotlib figure.
        table: the tidy table that it draws, one row a mark.
        alt: one sentence that says what is seen, computed from the table.
        source: the tables that it draws, such as ``members.csv``.
    """

    figure: Figure
    table: pd.DataFrame
    alt: str
    source: str = ""

    def save(self, path: Path) -> None:
        """Write the picture to a PNG file, the same bytes each time."""
        path.write_bytes(as_png(self.figure))

    def as_text(self) -> str:
        """Return the sentence and the whole table as text."""
        rows, columns = self.table.shape
        return f"{self.alt}\n[{rows} rows, {columns} columns]\n{table_as_text(self.table)}"

    def as_html(self) -> str:
        """Return the picture, its sentence and its table as one HTML figure."""
        return self._html_around(self._picture())

    def _html_around(self, picture: str) -> str:
        alt = html.escape(self.alt)
        return (
            f'<figure class="thirteenth-chart" style="{FIGURE_STYLE}">'
            f'<img alt="{alt}" src="data:image/png;base64,{picture}" style="max-width:100%;height:auto">'
            f"<figcaption>{alt}</figcaption>{unfoldable(self.table, self.source)}</figure>"
        )

    def _picture(self) -> str:
        return base64.b64encode(as_png(self.figure)).decode("ascii")

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        picture = self._picture()
        return {"text/html": self._html_around(picture), "image/png": picture, "text/plain": self.as_text()}


def as_png(figure: Figure) -> bytes:
    """Return a figure as a PNG file, without the name and version of the program that made it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def unfoldable(table: pd.DataFrame, source: str) -> str:
    """Return a table as HTML that is folded away until the reader opens it, with headers a screen reader uses.

    Args:
        table: the table.
        source: the course tables that it comes from; its caption names them.
    """
    head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in table.columns)
    body = "".join(_html_row(row) for row in _cells(table))
    caption = f"<caption>{html.escape(source_line(source))}</caption>"
    return (
        "<details><summary>data behind this chart</summary>"
        f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
    )


def table_as_text(table: pd.DataFrame) -> str:
    """Return a table as lines of cells set apart by `` | ``, the same for every version of pandas."""
    return "\n".join(" | ".join(row) for row in [[str(name) for name in table.columns], *_cells(table)])


def _html_row(row: list[str]) -> str:
    first, *others = (html.escape(cell) for cell in row)
    cells = "".join(f"<td>{cell}</td>" for cell in others)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def _cells(table: pd.DataFrame) -> list[list[str]]:
    return [[_cell(value) for value in row] for row in table.itertuples(index=False, name=None)]


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return str(value)
