"""A digest that takes its time (PBKDF2 with SHA-256): trying answers by the million is no fun."""

from __future__ import annotations

import hashlib

BLOCK = 64
INNER, OUTER = 0x36, 0x5C


def derive(password: bytes, salt: bytes, rounds: int) -> bytes:
    """Return 32 bytes that are derived from a text.

    Args:
        password: the text.
        salt: another one for each task.
        rounds: how often it is done again.
    """
    quick = getattr(hashlib, "pbkdf2_hmac", None)
    return bytes(quick("sha256", password, salt, rounds)) if quick else derive_without_openssl(password, salt, rounds)


def derive_without_openssl(password: bytes, salt: bytes, rounds: int) -> bytes:
    """Return the same in pure Python: a browser's Python has no OpenSSL, which hashlib's own function needs.

    Args:
        password: the text.
        salt: another one for each task.
        rounds: how often it is done again.
    """
    key = (password if len(password) <= BLOCK else hashlib.sha256(password).digest()).ljust(BLOCK, b"\0")
    # Both halves of the HMAC begin with the same block each time: it is digested once.
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)) for pad in (INNER, OUTER))

    def keyed(message: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    last = keyed(salt + (1).to_bytes(4, "big"))
    mixed = int.from_bytes(last, "big")
    for _ in range(rounds - 1):
        last = keyed(last)
        mixed ^= int.from_bytes(last, "big")
    return mixed.to_bytes(32, "big")
