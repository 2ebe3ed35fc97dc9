"""The slow digest is the same with OpenSSL and without it, so a key opens in a browser too."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from coursekit.checks.slow_digest import derive, derive_without_openssl

if TYPE_CHECKING:
    import pytest


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=40), st.integers(1, 40))
def test_it_is_the_one_of_the_standard(password: bytes, salt: bytes, rounds: int) -> None:
    expected = hashlib.pbkdf2_hmac("sha256", password, salt, rounds)
    assert derive(password, salt, rounds) == derive_without_openssl(password, salt, rounds) == expected


def test_a_python_without_openssl_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = derive(b"12 members", b"salt", 100)
    monkeypatch.delattr(hashlib, "pbkdf2_hmac")
    assert derive(b"12 members", b"salt", 100) == expected
