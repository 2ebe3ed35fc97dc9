"""The tables of this course: ``tables.load("timeline")``; see ``coursekit.tables``."""

from coursekit.tables import CourseNotFoundError, Fault, TableError, course_dir, data_dir, load, names

__all__ = ["CourseNotFoundError", "Fault", "TableError", "course_dir", "data_dir", "load", "names"]
