"""How many learners it takes before anything is shown: of fewer, a teacher may guess who said what."""

LEAST = 5
