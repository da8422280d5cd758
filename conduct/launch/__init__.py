"""`python -m conduct.launch` runs the whole product on one machine and brings the servers that are missing.

For demonstrations, development and tests. `docs/operations.md` describes an installation.
"""
