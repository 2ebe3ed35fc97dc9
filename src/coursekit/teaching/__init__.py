"""The teacher's room: what a lesson needs besides notebooks. Nothing is imported here."""

# The folder that the command ``teach`` makes in the course's folder, and the site's folder of the same files.
FOLDER = "teaching"
