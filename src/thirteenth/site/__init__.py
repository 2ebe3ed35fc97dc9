"""What this course shows in the pages of its web edition beside its questions."""
