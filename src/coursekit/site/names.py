"""The addresses of pages: they stay the same from version to version, because others link to them."""

LESSONS_FOLDER, SHEETS_FOLDER, DATA_FOLDER = "lessons", "sheets", "data"
HOME, GLOSSARY, ARGUMENT = "index.html", "glossary.html", "argument.html"
CREDITS, CHANGES, TEACHERS = "credits.html", "changes.html", "teachers.html"
SEARCH, MISSING = "search.html", "missing.html"
CODEBOOK = f"{DATA_FOLDER}/index.html"
LESSONS, SHEETS = f"{LESSONS_FOLDER}/index.html", f"{SHEETS_FOLDER}/index.html"
# Pages that the course's Markdown may lead to.
NAMED = (HOME, GLOSSARY, CREDITS, CHANGES, TEACHERS, SEARCH, CODEBOOK, LESSONS, SHEETS, ARGUMENT)
