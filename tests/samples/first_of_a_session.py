"""The first test of a session that tries changes of rules: what its forks share is set up by it."""


def test_the_database_stands(db):
    """Nothing else: the process from which others are forked starts no threads."""
