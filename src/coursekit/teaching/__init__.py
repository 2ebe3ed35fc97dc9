"""The teacher's room: what a lesson needs besides notebooks. Nothing is imported here."""
