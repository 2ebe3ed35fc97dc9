"""Questions that work in a page without a kernel: the front end of the notebooks, with the marking in the page.

Python's marking is the truth; ``tests/site/questions`` answers the whole bank in both and compares.
"""
