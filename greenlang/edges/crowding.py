"""Long requests leave room: of those that work over a whole period, few are answered at a time by one process."""

import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from greenlang.errors import GreenLangError, Unavailable

EACH, TOGETHER = 2, 4
"""Of one tenant, and of all tenants together, in one process; a web process has eight threads."""


class TooManyAtOnce(GreenLangError):
    """The tenant's own long requests are still being answered."""

    code = "too-many-at-once"
    status = 429
    title = "Too many long requests at once"
    retry_after = 2


class Crowded(Unavailable):
    """Long requests of several tenants fill what this process has for them."""

    code = "crowded"
    title = "Too many long requests at once"
    retry_after = 2


class Places:
    """Places for long requests. Nobody waits for one: who waited would hold the very thread that is to be free.

    Args:
        each: of one tenant at a time.
        together: of all tenants.
    """

    def __init__(self, each: int, together: int) -> None:
        self.each, self.together = each, together
        self._taken: Counter[uuid.UUID] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, tenant_id: uuid.UUID) -> Iterator[None]:
        """A place of the tenant's for the duration of the block.

        Raises:
            TooManyAtOnce: the tenant has as many as it may.
            Crowded: all tenants together have.
        """
        with self._lock:
            self._room(tenant_id)
            self._taken[tenant_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[tenant_id] -= 1
                if not self._taken[tenant_id]:
                    del self._taken[tenant_id]

    def _room(self, tenant_id: uuid.UUID) -> None:
        if self._taken[tenant_id] >= self.each:
            mend = "Ask for one after the other."
            raise TooManyAtOnce(f"{self.each} requests of this kind are being answered for you.", mend=mend)
        if self._taken.total() >= self.together:
            raise Crowded("Others' long requests are being answered.", mend="Ask again in a moment.")


long_requests = Places(EACH, TOGETHER)
"""This process's."""
