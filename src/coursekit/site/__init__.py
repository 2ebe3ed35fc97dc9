"""The web edition: every lesson, sheet, table and claim as a page that reads well at once.

Pages are written, not served: any web server will do, and for reading a folder on a USB stick. Nothing is asked of
another host. What the pages of one course say beside its lessons stands in ``data/site.yaml`` (``settings``).
"""
