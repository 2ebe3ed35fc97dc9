"""Where phones can reach this computer, a free port, and which addresses a browser may ask for."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from ipaddress import AddressValueError, IPv4Address

from coursekit.words import N_

PORT = 8013
_TRIES = 20
# Connecting a UDP socket sends nothing; it only says which of our addresses leads there. First the way to the world,
# then the networks that hotspots make (Linux, Windows, macOS, iPhone, Android).
_TOWARDS = ("192.0.2.1", "10.42.0.9", "192.168.137.9", "192.168.2.9", "172.20.10.9", "192.168.43.9")


class NoPortError(OSError):
    """No port is free; the message says what to do."""


def addresses() -> list[str]:
    """Return the IPv4 addresses at which phones may reach this computer, the likeliest first; none offline."""
    reached = [address for target in _TOWARDS if (address := _own_address_towards(target))]
    with suppress(OSError):
        reached += socket.gethostbyname_ex(socket.gethostname())[2]
    return [address for address in dict.fromkeys(reached) if _is_reachable(address)]


def listen(port: int = PORT, host: str = "") -> socket.socket:
    """Return a socket that listens on a port, or on the next free one.

    Args:
        port: the wanted port.
        host: the address to listen at; all when empty.

    Raises:
        NoPortError: none of the next twenty is free.
    """
    for tried in range(port, min(port + _TRIES, 65536)):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # On Windows SO_REUSEADDR would let two programs have one port.
        once = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        listener.setsockopt(socket.SOL_SOCKET, once, 1)
        try:
            listener.bind((host, tried))
            listener.listen(512)
        except OSError:
            listener.close()
        else:
            return listener
    raise NoPortError(
        f"No port from {port} to {port + _TRIES - 1} is free. Close other programs, or choose one: --port 9000"
    )


def names_of_this_computer(known: list[str]) -> frozenset[str]:
    """Return the hosts that a browser may have typed; any other is somebody's trick or mistake.

    Args:
        known: the addresses of this computer.
    """
    name = socket.gethostname().lower()
    return frozenset({"127.0.0.1", "localhost", name, f"{name}.local", *(address.lower() for address in known)})


def raise_open_files(wanted: int = 4096) -> None:
    """Let this process hold a connection a phone: macOS allows 256 open files unless asked.

    Args:
        wanted: how many open files.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none, and needs none

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def firewall_word(platform: str = sys.platform) -> str:
    """Return in English what to click when a firewall asks; empty where none does.

    Args:
        platform: as ``sys.platform`` names it.
    """
    if platform == "win32":
        return N_(
            "Windows asks once whether Python may be reached: tick Private networks (and Public networks, if your "
            "school's network counts as public), then Allow access. Asked too late? Windows Security > Firewall > "
            "Allow an app > Python."
        )
    if platform == "darwin":
        return N_("macOS asks once whether Python may accept incoming connections: choose Allow.")
    return ""


def _own_address_towards(target: str) -> str:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((target, 9))
        return str(probe.getsockname()[0])
    return ""


def _is_reachable(address: str) -> bool:
    try:
        parsed = IPv4Address(address)
    except AddressValueError:
        return False
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)
