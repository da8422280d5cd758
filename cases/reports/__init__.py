"""Reports that come from outside: citizens' page, exports of channels, mail, reporters."""
