"""What grading tells of itself while it works: on the terminal, as much as was asked for."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
WIDTH = 79


class TerminalHandler(logging.StreamHandler[TextIO]):
    """Writes lines to a terminal; the progress bar that stands in the last line makes way and is drawn anew."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record's line, after what wipes the bar."""
        words = super().format(record)
        return f"\r{' ' * WIDTH}\r{words}" if self.stream.isatty() else words


def start_logging(verbosity: int) -> None:
    """Let grading speak on the standard error; what was set up before makes way.

    Args:
        verbosity: 0 for what an instructor must know, 1 for what happens to each submission, 2 for everything with
            times.
    """
    logger = logging.getLogger("coursekit")
    for handler in [handler for handler in logger.handlers if isinstance(handler, TerminalHandler)]:
        logger.removeHandler(handler)
    handler = TerminalHandler(sys.stderr)
    plain = "%(message)s"
    handler.setFormatter(logging.Formatter(f"%(asctime)s {plain}" if verbosity else plain, "%H:%M:%S"))
    logger.addHandler(handler)
    logger.setLevel(LEVELS[min(verbosity, len(LEVELS) - 1)])
    logger.propagate = False
