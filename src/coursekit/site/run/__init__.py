"""The scripts of the pages that open a notebook in the JupyterLite beside them."""
