"""Start processes quickly: fork them from one that has imported what they need. Linux only.

A server imports once and waits; whoever wants a process asks it through a socket and gets a descriptor of the process.
``kernels`` forks a learner's kernel into a room that bubblewrap has made, ``runners`` the process that runs nbval. A
server holds no secrets and no state of any learner: each child begins with the memory that the server had after its
imports.
"""
