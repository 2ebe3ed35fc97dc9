"""The library behind the course *The Thirteenth Member?*.

Importing ``thirteenth`` costs nothing: each part (``tables``, ``alliances``, ``charts``, ``quiz``, ``checks``)
is imported when it is first used, so ``from thirteenth import tables`` loads pandas and nothing else.
"""

from coursekit import course, session

# For a notebook that lies outside the course's folder, where course.toml says the same.
course.announce(
    name="thirteenth",
    title="The Thirteenth Member?",
    command="thirteenth",
    packages=("thirteenth",),
    preload=("thirteenth.alliances", "thirteenth.balance", "thirteenth.charts"),
)
session.set_texts_left()
session.keep_in_view()

__version__ = "0.1.0"
