"""What learning platforms call the files that they hand out, and what they import."""
