"""The one cache of a process, made from the settings when it is first needed; a forked child makes its own."""

import os
import threading

from django.conf import settings
from prometheus_client import Gauge

from greenlang.caching.memory import MemoryTier
from greenlang.caching.redis_tier import RedisTier, connect
from greenlang.caching.tiers import TieredCache

MEMORY_BYTES = Gauge("cache_memory_bytes", "Bytes the in-process cache holds")

_lock = threading.Lock()
_cache: TieredCache | None = None


def process_cache() -> TieredCache:
    """This process's cache; the first call starts hearing of changes."""
    return _cache or _make()


def new_cache(*, hears: bool = True) -> TieredCache:
    """A cache by the settings.

    Args:
        hears: whether it starts a thread that hears of changes.
    """
    cache = TieredCache(
        MemoryTier(limit=settings.CACHE_MEMORY_BYTES, seconds=settings.CACHE_MEMORY_SECONDS),
        RedisTier(
            connect(settings.REDIS_URL), secret=settings.SECRET_KEY.encode(), seconds=settings.CACHE_REDIS_SECONDS
        ),
    )
    if hears:
        cache.listen(settings.REDIS_URL)
    return cache


def _make() -> TieredCache:
    global _cache  # noqa: PLW0603 - one a process is the point
    with _lock:
        if _cache is None:
            cache = new_cache()
            MEMORY_BYTES.set_function(lambda: cache.memory.size)
            _cache = cache
        return _cache


def _after_fork() -> None:
    """The parent's threads and connections are not the child's."""
    global _cache, _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _cache = None


os.register_at_fork(after_in_child=_after_fork)
