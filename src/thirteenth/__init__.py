"""The library behind the course *The Thirteenth Member?*.

Importing ``thirteenth`` costs nothing: each room (``tables``, ``alliances``, ``charts``, ``quiz``, ``checks``)
is imported when it is first used, so ``from thirteenth import tables`` loads pandas and nothing else.
"""

__version__ = "0.1.0"
