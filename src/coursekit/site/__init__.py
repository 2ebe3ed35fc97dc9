"""The web edition: the course as pages that work from any web server."""
