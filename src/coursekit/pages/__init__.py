"""The frame of the pages that are written for people: one style, templates that escape, no network."""
