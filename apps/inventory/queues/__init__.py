"""What waits for a person in a period, as it is listed: groups of rows to be mapped, and issues."""
