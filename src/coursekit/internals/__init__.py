"""What other packages have but do not promise, each package reached in one module.

``contract`` says in one sentence what has moved when a new version of a package breaks one of these; nothing else in
this house touches a private name of a package, or a class that the package does not document.
"""
