"""An answer in a key file, sealed: nobody reads it in passing, and nobody should call it secret.

The seal is made from what stands beside it in the file. Whoever reads this module can open it without a single try, as
a learner with the course's whole repository can open the folder of the masters. It keeps honest eyes from an answer
that they did not ask for; a course that needs more builds its keys without answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib


def seal(answer: str, reason: str, salt: str) -> str:
    """Return an answer and its reason as a text that cannot be read at a glance.

    Args:
        answer: the answer's code.
        reason: why it is right.
        salt: the salt of the task's key, in hexadecimal digits.
    """
    plain = zlib.compress(json.dumps([answer, reason], ensure_ascii=False).encode("utf-8"), 9)
    return base64.b85encode(_crossed(plain, salt)).decode("ascii")


def unseal(text: str, salt: str) -> tuple[str, str]:
    """Return the answer and its reason.

    Args:
        text: what ``seal`` returned.
        salt: the same salt.

    Raises:
        ValueError: the text is damaged, or belongs to another salt.
    """
    try:
        plain = zlib.decompress(_crossed(base64.b85decode(text), salt))
        answer, reason = json.loads(plain)
    except zlib.error as error:
        raise ValueError("the sealed answer is damaged") from error
    return str(answer), str(reason)


def _crossed(content: bytes, salt: str) -> bytes:
    stream = hashlib.shake_256(b"answer:" + bytes.fromhex(salt)).digest(len(content))
    return bytes(own ^ other for own, other in zip(content, stream, strict=True))
