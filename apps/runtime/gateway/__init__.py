"""The way of a request to an agent: authenticate, limit, discover, validate, execute, validate the output, respond."""
