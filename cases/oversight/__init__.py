"""Instructions, outside reports, public statements and recusals."""
