"""Who handed in what: files found, sheets recognised, submissions ready to be graded."""
