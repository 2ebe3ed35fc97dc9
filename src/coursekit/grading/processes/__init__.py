"""A server that forks warm processes, what processes use, and what they leave behind.

``leftovers`` and ``process_tree`` work on every system; the rest is Linux only.
"""
