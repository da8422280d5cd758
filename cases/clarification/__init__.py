"""The first steps of a path: clarification and choice of the route."""
