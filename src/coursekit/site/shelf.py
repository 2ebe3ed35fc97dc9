"""The files of a site before they are written: a page, a picture and a script are all a path and its bytes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ASSETS = "assets"
DIGITS = 10
# A folder that holds this file was written by us, so it may be replaced.
MARK = "offline.json"


@dataclass
class Shelf:
    """Files by their path below the site's folder.

    Attributes:
        files: path to content.
    """

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, path: str, content: str | bytes) -> str:
        """Keep a file under a path of its own, and return the path.

        Args:
            path: such as ``lessons/03-who-was-in.html``.
            content: text is kept as UTF-8.
        """
        self.files[path] = content.encode("utf-8") if isinstance(content, str) else content
        return path

    def asset(self, name: str, content: str | bytes) -> str:
        """Keep a file whose name changes with its content, so that a browser may keep it for ever.

        Args:
            name: such as ``site.css``.
            content: as for ``put``.

        Returns:
            The path, such as ``assets/site-1a2b3c4d5e.css``.
        """
        raw = content.encode("utf-8") if isinstance(content, str) else content
        stem, _, ending = name.rpartition(".")
        return self.put(f"{ASSETS}/{stem}-{digits_of(raw)}.{ending}", raw)

    def write(self, target: Path) -> None:
        """Write all files into a folder; what an earlier build left there and no page needs any more is gone.

        Args:
            target: the folder.

        Raises:
            FileExistsError: it holds other things than a site of ours, which would be lost.
            OSError: it cannot be written.
        """
        refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=".site-"))
        try:
            for path, content in self.files.items():
                place = draft / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            draft.chmod(0o755)
            if target.exists():
                shutil.rmtree(target)
            draft.rename(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def digits_of(content: bytes) -> str:
    """Return ten digits that change with a file's content."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def refuse_foreign(target: Path) -> None:
    """Stop before a folder is replaced that this command did not write.

    Args:
        target: the folder; one that is not there, or empty, will do.

    Raises:
        FileExistsError: it holds other things.
    """
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file()):
        raise FileExistsError(
            f"{target} holds other things than a web edition, and they would be lost. Choose an empty folder or a new "
            "one with --out, for example: --out site"
        )
