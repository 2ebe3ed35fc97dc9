"""A sandbox for a learner's kernel: no network, nothing of the host but the course's data and the library.

Linux with bubblewrap only. The kernel is started by a provisioner of jupyter_client that a kernelspec names, so nbval,
nbclient and JupyterLab use it unchanged.
"""
