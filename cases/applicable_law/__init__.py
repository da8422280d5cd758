"""The law that applies to a person on the day of the act: category, charges, sanctions, readings."""
