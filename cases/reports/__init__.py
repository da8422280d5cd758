"""Reports from outside: page for citizens, exports of channels, mail, reporters."""
