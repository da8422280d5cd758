"""The numbers that leaders read, the page behind each, and the nightly recount."""
