"""What the installation knows of its own health."""
