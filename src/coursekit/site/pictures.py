"""Pictures as a page needs them: few bytes, a known size, and a copy to take away that names its source."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# A chart is made of flat colours: so many shades keep its letters smooth, at a quarter of the bytes.
COLOURS = 96
PAPER, INK = (255, 255, 255), (51, 51, 51)
STRIP, SIZE = 34, 15
_DATA = re.compile(r"data:image/(?P<kind>png|jpeg|svg\+xml);base64,(?P<content>[A-Za-z0-9+/=\s]+)")
_VIEW = re.compile(rb'viewBox="0 0 (\d+) (\d+)"')
ENDINGS = {"png": "png", "jpeg": "jpg", "svg+xml": "svg"}


def unpack(address: str) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of a picture that stands inside its address; None for any other address."""
    match = _DATA.fullmatch(address.strip())
    return (ENDINGS[match["kind"]], base64.b64decode(match["content"])) if match else None


def size_of(ending: str, content: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None for a drawing that does not say.

    Args:
        ending: ``png``, ``jpg`` or ``svg``.
        content: the picture.
    """
    if ending == "svg":
        view_box = _VIEW.search(content)
        return (int(view_box[1]), int(view_box[2])) if view_box else None
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


@lru_cache(maxsize=256)
def compressed(content: bytes) -> bytes:
    """Return a PNG with a palette, where that is smaller.

    Args:
        content: a PNG.
    """
    with Image.open(io.BytesIO(content)) as picture:
        flat = _on_paper(picture).quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small = _as_png(flat)
    return min(small, content, key=len)


def with_source(content: bytes, words: str) -> bytes:
    """Return a PNG with a strip below that names its source, for those who take it away.

    Args:
        content: a PNG.
        words: the source line.
    """
    with Image.open(io.BytesIO(content)) as picture:
        above = _on_paper(picture)
    lines = _wrapped(words, above.width - 24)
    copy = Image.new("RGB", (above.width, above.height + STRIP + (len(lines) - 1) * (SIZE + 5)), PAPER)
    copy.paste(above, (0, 0))
    ImageDraw.Draw(copy).multiline_text((12, above.height + 6), "\n".join(lines), INK, font(SIZE), spacing=5)
    return _as_png(copy.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))


@lru_cache(maxsize=16)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the font that matplotlib brings along, so that every machine draws the same.

    Args:
        size: in pixels.
        bold: whether it is bold.
    """
    import matplotlib as mpl  # noqa: PLC0415 - only its folder of fonts is wanted

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(Path(mpl.get_data_path(), "fonts", "ttf", name)), size)


def _wrapped(words: str, width: int) -> list[str]:
    return wrapped(words, width, font(SIZE))


def wrapped(words: str, width: int, letters: ImageFont.FreeTypeFont) -> list[str]:
    """Return words as lines that fit.

    Args:
        words: the text.
        width: in pixels.
        letters: the font.
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and letters.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _on_paper(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGB", picture.size, PAPER)
    shown = picture.convert("RGBA")
    paper.paste(shown, (0, 0), shown)
    return paper


def _as_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
