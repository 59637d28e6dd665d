"""Executing an agent in another process: a request over Redis, answered under its correlation id."""
