"""The course inside JupyterLite: the same notebooks, library and data, run by the reader's own browser."""
