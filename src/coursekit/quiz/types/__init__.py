"""One pair of files a type of question; ``registry`` says what is in them."""
