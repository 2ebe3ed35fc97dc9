"""One module a format: ``ENDING``, ``write`` (bank to bytes) and ``losses`` (what it cannot hold).

The module's name is the format's, with ``_`` for ``-``.
"""
