"""A class at a glance: learners' logs become one page, a table and a notebook, in which nobody has a name."""
