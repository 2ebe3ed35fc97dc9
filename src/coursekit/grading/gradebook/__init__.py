"""What is kept: results, marks given by people, and the CSV files that people and programs read."""
