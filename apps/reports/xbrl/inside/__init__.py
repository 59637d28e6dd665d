"""What runs in the examiner's own process, in the sandbox; it imports nothing of this project."""
