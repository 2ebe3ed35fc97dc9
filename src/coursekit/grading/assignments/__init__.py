"""The sheets: masters, their cells, where a learner's cells belong among them, and the merged notebook."""
