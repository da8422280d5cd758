"""The record of acts, reads and changes of accounts, sealed link by link so that tampering shows."""
