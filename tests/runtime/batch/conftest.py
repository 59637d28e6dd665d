"""A database and a Redis of a test's own, for tests that break them."""

from tests.events.conftest import private_redis, processes, surroundings

__all__ = ["private_redis", "processes", "surroundings"]
