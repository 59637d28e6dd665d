"""What operators see first: what waits for them, how the installation does, and the nouns of their work."""
