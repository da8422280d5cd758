"""The demo: governments, five real cases and many generated ones, all brought about through the services."""
