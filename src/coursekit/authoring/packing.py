"""Zip files that are the same, byte for byte, whenever the same content is packed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# zip cannot store an earlier day.
DAY = (1980, 1, 1, 0, 0, 0)
# Everybody may read what is unpacked.
MODE = 0o644 << 16


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as a zip file.

    Args:
        files: each one's path in the zip, with ``/`` between its parts, and its content; they are kept in this order.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, DAY)
            entry.external_attr = MODE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
