"""How often somebody may do something. A whole class may stand behind one address, so addresses have wide limits."""

from __future__ import annotations

import time
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_NAMES = 4096
# So many devices behind one address are worth a word to the teacher, when others come from addresses of their own.
_MANY = 6


class Limit:
    """A bucket a name: ``burst`` at once, then ``rate`` a second. The names longest unseen are forgotten."""

    def __init__(self, burst: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets.

        Args:
            burst: how often at once.
            rate: how often a second in the long run.
            clock: seconds.
        """
        self._burst, self._rate, self._clock = burst, rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> bool:
        """Tell whether it may be done once more, and count it.

        Args:
            name: a device or an address.
        """
        left = self._now_left(name)
        self._left[name] = (left - 1 if left >= 1 else left, self._clock())
        self._left.move_to_end(name)
        if len(self._left) > _MOST_NAMES:
            self._left.popitem(last=False)
        return left >= 1

    def _now_left(self, name: str) -> float:
        left, then = self._left.get(name, (self._burst, self._clock()))
        return min(self._burst, left + (self._clock() - then) * self._rate)


@dataclass
class Limits:
    """The limits of one vote.

    Attributes:
        device: answers of one device.
        address: whatever comes from one address.
        guesses: wrong secrets from one address.
    """

    device: Limit = field(default_factory=lambda: Limit(burst=10, rate=1))
    address: Limit = field(default_factory=lambda: Limit(burst=3000, rate=300))
    guesses: Limit = field(default_factory=lambda: Limit(burst=10, rate=0.1))


class Sources:
    """How many devices have answered from each address; kept in memory only."""

    def __init__(self) -> None:
        """Begin with none."""
        self._devices: defaultdict[str, set[str]] = defaultdict(set)

    def note(self, address: str, device: str) -> None:
        """Count a device at an address."""
        if len(self._devices) < _MOST_NAMES or address in self._devices:
            self._devices[address].add(device)

    def crowd(self) -> int:
        """Return how many devices the fullest address has, where that is odd; else 0.

        All behind one router is a usual class. One address with many beside others with one each is not.
        """
        counts = sorted(map(len, self._devices.values()))
        alone = sum(count == 1 for count in counts)
        return counts[-1] if len(counts) > 1 and counts[-1] >= _MANY and alone >= len(counts) / 2 else 0
