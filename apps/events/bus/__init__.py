"""The bus: what publishes the outbox's events, and what consumer groups take them from. Two kinds, one interface."""
