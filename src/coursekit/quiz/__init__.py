"""Questions: the bank, the learner's log, the marking, and the view in a notebook. Nothing is imported here."""
