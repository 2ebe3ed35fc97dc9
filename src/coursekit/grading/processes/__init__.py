"""A server that forks warm processes, what processes use, and what they leave behind. Linux, but for leftovers."""
