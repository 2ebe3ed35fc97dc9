"""An engine for notebook courses: typed tables, instant checks, questions, sheets from masters, grading with nbval.

It knows no course. What a course is stands in its ``course.toml`` and its folders. Importing it costs nothing: each
part is imported when it is first used.
"""

__version__ = "0.1.0"
