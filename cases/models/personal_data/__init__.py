"""The codes of people concerned, their requests on their data, and breaches of data protection."""
