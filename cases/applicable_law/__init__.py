"""Which law binds whom on the day of the act: category, charges, sanctions, readings."""
