"""Question and Test Interoperability 2.1: an item a question, one test, and the manifest of the package."""
