"""One lock: a process that must leave no room behind first keeps itself from starting another one."""

from __future__ import annotations

import threading

STARTING = threading.Lock()
"""Held while bubblewrap is started; whoever keeps it for ever ends the starting of rooms in this process."""
