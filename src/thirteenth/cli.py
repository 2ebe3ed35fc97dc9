"""The ``thirteenth`` command: the engine's commands under the course's name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coursekit import cli

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; see ``coursekit.cli.main``."""
    return cli.main(argv, name="thirteenth", about="The Thirteenth Member?, for authors and instructors.")


if __name__ == "__main__":
    sys.exit(main())
