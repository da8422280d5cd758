"""Cases from before: read from a sheet, checked, taken over."""
