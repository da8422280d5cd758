"""Reading and writing sheets: cells, dates in Indonesian words, NIP."""
