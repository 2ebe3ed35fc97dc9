"""The child process that runs nbval on one merged notebook and reports each cell."""
