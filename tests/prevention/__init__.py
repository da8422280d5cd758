"""Early warnings and corrective actions."""
