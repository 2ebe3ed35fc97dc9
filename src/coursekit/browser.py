"""The Chromium of this machine: it prints the teacher's pages, and the tests drive it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"),
    "brave-browser",
)
# Where Windows and macOS keep a browser that is not on the path.
PLACES = (
    *(
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    *(
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ),
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_browser() -> str | None:
    """Return the path of a Chromium, Chrome or Edge of this machine; None without one.

    ``COURSEKIT_BROWSER`` names another; with the word ``none`` no browser is used.
    """
    wanted = os.environ.get("COURSEKIT_BROWSER")
    if wanted:
        return None if wanted == "none" else wanted
    installed = next((path for name in NAMES if (path := shutil.which(name))), None)
    return installed or next((place for place in PLACES if Path(place).is_file()), None)
