"""Scripts that run inside the sandbox beside the agent; they import nothing of this project but the engine."""
