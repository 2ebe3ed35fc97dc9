"""What authors run: masters are executed, sheets and keys built from them, the learners' zip packed."""
