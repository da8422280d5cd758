"""The person concerned: their page by code, requests on their data, and breaches."""
