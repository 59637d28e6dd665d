"""What agents did, counted by the minute, and what is amiss: told on the topic ``agent.metrics``."""
