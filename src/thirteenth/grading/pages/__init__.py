"""The pages that grading writes: one a learner and sheet, one for the class. They need no network, no script."""

from thirteenth.grading.pages.write import write_pages

__all__ = ["write_pages"]
