"""What a kernel in a room prints through: it loses no time when there is nothing to send."""

from __future__ import annotations

from ipykernel.iostream import OutStream


class Stream(OutStream):
    """ipykernel's stream, which at four moments of every cell waits until its thread has sent what it holds.

    When it holds nothing, nothing is waited for. What its thread is just sending still comes before all that is sent
    later, because everything goes through that thread, in order.
    """

    def flush(self) -> None:
        """Send what was written, and wait until it is sent."""
        if getattr(self, "_buffers", True) or self.echo is not None:
            super().flush()  # type: ignore[no-untyped-call]  # ipykernel has no types for it
