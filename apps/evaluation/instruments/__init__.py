"""What measures: one run of the suite, one run of the agent by itself, and readers of its sources."""
