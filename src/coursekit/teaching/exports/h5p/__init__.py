"""H5P: a Question Set with content for the libraries that its own question types come from."""
