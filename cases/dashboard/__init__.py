"""The numbers for leaders, the page behind each, and the nightly recount."""
