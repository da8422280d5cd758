"""Employees and the import of the payroll."""
