"""What is asked in benches: made from fixed seeds, so that everybody measures the same."""
