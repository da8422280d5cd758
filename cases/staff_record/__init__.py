"""The record of one employee, and clearance letters."""
