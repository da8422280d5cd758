"""What all pages share: frame, paging, forms, files, rate limits."""
