"""Pictures of the site itself: a title picture for each page that is shared, and the sign of the course as an icon."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from coursekit.site.pictures import font, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH, HEIGHT, MARGIN = 1200, 630, 84
NIGHT, PAPER, SAND = (16, 34, 54), (247, 244, 236), (224, 178, 92)
TITLE_SIZES = (76, 64, 54, 46)
LINES = 4
SQUARE = 'width="78" height="78" rx="8"'
GAP = 0.22


@dataclass(frozen=True)
class Emblem:
    """The course's sign: squares in rows, the last of them only outlined.

    Attributes:
        columns: squares in a row.
        filled: full squares.
        outlined: squares of which only the line is drawn.
    """

    columns: int
    filled: int
    outlined: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return -(-(self.filled + self.outlined) // self.columns)

    def squares(self, step: float) -> Iterator[tuple[float, float, bool]]:
        """Yield each square's left, top, and whether it is full.

        Args:
            step: from one square to the next.
        """
        for number in range(self.filled + self.outlined):
            row, column = divmod(number, self.columns)
            yield column * step, row * step, number < self.filled

    def as_svg(self) -> str:
        """Return it as an SVG whose colours the page's style sheet sets."""
        parts = [
            f'<rect class="{"full" if full else "open"}" x="{left + 6:g}" y="{top + 6:g}" {SQUARE}/>'
            for left, top, full in self.squares(100)
        ]
        view = f"0 0 {self.columns * 100 - 10} {self.rows * 100 - 10}"
        return f'<svg class="emblem" viewBox="{view}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def title_picture(title: str, above: str, emblem: Emblem) -> bytes:
    """Return the picture that a shared link shows.

    Args:
        title: the page's title.
        above: what stands above it, such as the course's title.
        emblem: the course's sign.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), NIGHT)
    pen = ImageDraw.Draw(picture)
    side = 300
    step = side / max(emblem.columns, emblem.rows)
    _draw(pen, emblem, (WIDTH - MARGIN - emblem.columns * step + step * GAP, MARGIN + 20), step)
    pen.text((MARGIN, MARGIN), above, SAND, font(30))
    line_width = WIDTH - 3 * MARGIN - side
    for size in TITLE_SIZES:
        lines = wrapped(title, line_width, font(size, bold=True))
        if len(lines) <= LINES and all(font(size, bold=True).getlength(line) <= line_width for line in lines):
            break
    pen.multiline_text((MARGIN, MARGIN + 76), "\n".join(lines[: LINES + 1]), PAPER, font(size, bold=True), spacing=16)
    pen.rectangle((MARGIN, HEIGHT - MARGIN - 6, MARGIN + 120, HEIGHT - MARGIN), SAND)
    return _as_png(picture, 24)


def icon(side: int, emblem: Emblem) -> bytes:
    """Return the course's sign as a square PNG that may be cut to a circle.

    Args:
        side: in pixels.
        emblem: the sign.
    """
    drawn = 4 * side
    picture = Image.new("RGB", (drawn, drawn), NIGHT)
    step = drawn * 0.58 / max(emblem.columns, emblem.rows)
    width, height = (count * step - step * GAP for count in (emblem.columns, emblem.rows))
    _draw(ImageDraw.Draw(picture), emblem, ((drawn - width) / 2, (drawn - height) / 2), step)
    return _as_png(picture.resize((side, side), Image.Resampling.LANCZOS), 64)


def _draw(pen: ImageDraw.ImageDraw, emblem: Emblem, corner: tuple[float, float], step: float) -> None:
    for left, top, full in emblem.squares(step):
        x, y = corner[0] + left, corner[1] + top
        box = (x, y, x + step * (1 - GAP), y + step * (1 - GAP))
        line = max(2, round(step * 0.06))
        pen.rounded_rectangle(box, step * 0.08, PAPER if full else None, None if full else SAND, line)


def _as_png(picture: Image.Image, colours: int) -> bytes:
    buffer = io.BytesIO()
    picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
