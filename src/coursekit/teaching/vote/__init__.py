"""The live vote: a small web server for a projector, the phones of a class, and the teacher."""
