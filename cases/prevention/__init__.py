"""Early warnings with their reason and review, and corrective actions with owner, day and proof."""
