"""The addresses of the product, and something to stand in each place of one."""

import uuid

ANY = {
    "pk": 1,
    "person": 1,
    "agency": 1,
    "year": 2026,
    "key": uuid.UUID(int=1),
    "file": uuid.UUID(int=1),
    "code": uuid.UUID(int=1),
}


def addresses_of(resolver):
    """Every address below a resolver, through the rooms that it includes."""
    for url_pattern in resolver.url_patterns:
        yield from addresses_of(url_pattern) if hasattr(url_pattern, "url_patterns") else [url_pattern]
