"""The author's tools that hold the course to its own measure: what it says the article says, and who gets what."""
