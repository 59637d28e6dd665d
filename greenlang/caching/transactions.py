"""Caches and transactions: what is changed is old once it is committed, and until then only for who changes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from greenlang.caching.process import process_cache


@dataclass(frozen=True, slots=True)
class _Invalidation:
    """Runs when the transaction is committed."""

    tags: tuple[str, ...]

    def __call__(self) -> None:
        process_cache().invalidate(self.tags)


def invalidate_on_commit(tags: tuple[str, ...]) -> None:
    """This process and Redis drop the tags at commit, ahead of the relay; until then `changing` names them."""
    transaction.on_commit(_Invalidation(tags), robust=True)


def changing(tags: Iterable[str]) -> bool:
    """Whether the present transaction changes something with one of these tags.

    It must read its own rows then, and what it reads must not be kept: it may be rolled back. Django drops the
    hooks of a transaction or savepoint that is rolled back, so what is asked here is always the present state.
    """
    mine = {tag for hook in connection.run_on_commit if isinstance(hook[1], _Invalidation) for tag in hook[1].tags}
    return not mine.isdisjoint(tags)
