"""What the preparer of a period says: by topic, checked, kept, and carried over from the period before."""
