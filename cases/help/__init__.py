"""Help: a one-page guide for each role, the keys, and the words of the law with their articles."""
