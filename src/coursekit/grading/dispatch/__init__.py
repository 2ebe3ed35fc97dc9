"""A whole class: which submissions are left to grade, who grades them, and what is written afterwards."""
