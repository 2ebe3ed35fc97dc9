"""One module a format: ``NAME``, ``ENDING``, ``write`` (bank to bytes) and ``losses`` (what it cannot hold)."""
