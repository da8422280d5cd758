"""The record of acts, reads and changes of accounts, sealed in hash chains, so that a later change is detected."""
