"""The reference pages: what a page of this kind costs at least in Django, on the same rows as the product.

A small site of its own, never part of the product. Its tables lie in the schema `reference` of the benchmark's
database; they have only the columns that a page shows, ideal indexes, and counters that somebody else keeps. `fast`
pages use compiled templates, tuples instead of models, and sessions from Redis; the admin's list is what everybody has.
"""
