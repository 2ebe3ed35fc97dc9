"""The question bank in the formats of other programs, and a list of what each of them cannot hold."""
