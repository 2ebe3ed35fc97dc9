"""What grading writes: tables, a page for each learner and sheet, one for the class; no network, no script."""
