"""A Redis of the tests' own, and caches on it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from greenlang.caching.memory import MemoryTier
from greenlang.caching.redis_tier import RedisTier, connect
from greenlang.caching.tiers import TieredCache
from tests.caching.private_redis import PrivateRedis

SECRET = b"the secret of this installation"


@pytest.fixture
def private_redis() -> Iterator[PrivateRedis]:
    """Started, empty."""
    server = PrivateRedis(Path(tempfile.mkdtemp(prefix="gl-redis-")))
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def new_cache(private_redis: PrivateRedis) -> Iterator[Callable[..., TieredCache]]:
    """Makes caches as processes have them: ``new_cache(hears=True)``."""
    made = []

    def make(*, hears: bool = False, secret: bytes = SECRET, seconds: float = 3600) -> TieredCache:
        cache = TieredCache(
            MemoryTier(limit=1_000_000, seconds=300),
            RedisTier(connect(private_redis.url), secret=secret, seconds=seconds),
        )
        if hears:
            cache.listen(private_redis.url)
        made.append(cache)
        return cache

    yield make
    for cache in made:
        if cache.listener is not None:
            cache.listener.stop()
