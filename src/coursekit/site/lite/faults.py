"""What keeps the JupyterLite of a site from being built."""


class LiteError(RuntimeError):
    """The notebooks cannot be made to run in a browser; the message says why and what to do."""
