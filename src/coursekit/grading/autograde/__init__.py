"""One submission, from its bytes to its result; nothing outside is read or changed."""
