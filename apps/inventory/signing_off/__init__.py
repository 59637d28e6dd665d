"""Signing a period off: who submits, who signs or returns, the lock, and restating; see ``docs/sign-off.md``."""
