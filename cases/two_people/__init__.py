"""Acts that wait for a second account: proposed, confirmed, declined, withdrawn."""
