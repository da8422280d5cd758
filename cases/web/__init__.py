"""Code shared by all pages: frame, paging, forms, files, rate limits."""
