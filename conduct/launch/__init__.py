"""`python -m conduct.launch` runs the whole product on one machine and starts the missing servers.

For demonstrations, development and tests. `docs/operations.md` describes an installation.
"""
