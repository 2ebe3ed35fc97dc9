"""Signed lines between the grader and the process that runs nbval.

A learner's code runs as the same user as that process and could write into its pipes. So every line carries a signature
that needs a key which the learner's code never sees.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any


class Signer:
    """Turns messages into signed lines and back, each line once and in order."""

    def __init__(self, key: bytes) -> None:
        """Begin with the first line.

        Args:
            key: the secret that both ends share.
        """
        self._key = key
        self._count = 0

    def line(self, message: dict[str, Any]) -> bytes:
        """Return the next line to send."""
        body = json.dumps(message).encode()
        self._count += 1
        return self._signature(body, self._count) + b" " + body + b"\n"

    def message(self, line: bytes) -> dict[str, Any] | None:
        """Return the message of a line; None when the line is forged or not the next one."""
        signature, _, body = line.rstrip(b"\n").partition(b" ")
        if not hmac.compare_digest(signature, self._signature(body, self._count + 1)):
            return None
        self._count += 1
        message: dict[str, Any] = json.loads(body)
        return message

    def _signature(self, body: bytes, count: int) -> bytes:
        return hmac.new(self._key, b"%d:%b" % (count, body), hashlib.sha256).hexdigest().encode()
