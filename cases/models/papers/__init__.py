"""What came back of the papers that were issued."""
