"""Grade notebooks: merge each with its master, let nbval judge it, keep a gradebook, write what people read.

In the order in which work passes through them: ``submissions`` and ``lms`` find out who handed in which sheet;
``dispatch`` lets several workers grade a class; ``autograde`` grades one submission, for which ``assignments`` puts the
master's check cells back, and ``nbval_runner`` runs nbval with a kernel of ``sandbox``; ``gradebook`` keeps the result;
``reports`` writes tables and pages. Nothing is imported here: a learner's kernel never needs this package.
"""
