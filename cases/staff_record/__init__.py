"""What is on record of one employee, and letters of clearance."""
