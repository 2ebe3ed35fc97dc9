"""What cannot be forged: a device's name, signed, and the teacher's secret."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_LONGEST = 200


def new_secret() -> str:
    """Return 128 random bits as text that an address can hold."""
    return secrets.token_urlsafe(16)


def new_device(key: str) -> str:
    """Return a token for a device that was not seen before.

    Args:
        key: the vote's key.
    """
    name = secrets.token_urlsafe(9)
    return f"{name}.{_seal(key, name)}"


def device_of(key: str, token: str | None) -> str | None:
    """Return the device's name that a token holds, or None when we did not sign it.

    Args:
        key: the vote's key.
        token: whatever the browser sent.
    """
    if not token or len(token) > _LONGEST or not token.isascii():
        return None
    name, _, seal = token.partition(".")
    return name if hmac.compare_digest(seal, _seal(key, name)) else None


def same(given: str | None, secret: str) -> bool:
    """Tell whether a text is the secret, in a time that does not say how much of it fits.

    Args:
        given: whatever the browser sent.
        secret: the right one.
    """
    return given is not None and hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _seal(key: str, name: str) -> str:
    return hmac.new(key.encode(), name.encode(), hashlib.sha256).hexdigest()[:32]
