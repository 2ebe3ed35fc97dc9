"""Grade notebooks: merge each with its master, let nbval judge it, keep a gradebook, write what people read.

The room in the order in which work passes through it: ``submissions`` finds files, ``notebook`` reads them, ``merge``
puts the master's check cells back, ``run`` and ``isolate`` let nbval run them, ``verdicts`` turns what happened into
points, ``gradebook`` keeps them, ``reports``, ``feedback`` and ``class_page`` write them down. Nothing is imported
here: a learner's kernel never needs this room.
"""
