"""A mark in a notebook that says which code its stored outputs come from.

The key of a sheet is made from what its master showed. A master that was changed and not run again shows the answers of
other code, and each honest learner would be told so.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from coursekit.course import own_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

_RAN = "ran"


def run_mark(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Return the mark of a notebook's code as it is now.

    Args:
        notebook: nbformat 4 JSON.
    """
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return {_RAN: hashlib.sha256("\0".join(code).encode("utf-8")).hexdigest()[:16]}


def has_changed_since_run(notebook: Mapping[str, Any]) -> bool:
    """Tell whether a notebook's code is another than the code that was run; without a mark nobody knows.

    Args:
        notebook: nbformat 4 JSON.
    """
    mark = own_metadata(notebook["metadata"], _RAN)
    return bool(mark) and mark[_RAN] != run_mark(notebook)[_RAN]
