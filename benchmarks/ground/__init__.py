"""What the benches stand on: a database of their own, and an agent with rows for it."""
