"""The demo: governments, five real cases and many generated ones, all created through the services."""
