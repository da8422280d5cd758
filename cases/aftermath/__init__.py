"""After the decision: delivery, effect, remedies, serving, restoration, closing and reopening."""
