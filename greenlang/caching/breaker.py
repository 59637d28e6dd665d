"""A server that does not answer is left alone for a while, so that it slows nobody down."""

import threading
import time
from collections.abc import Callable

FAILURES = 3
PAUSE_SECONDS = 2.0


class CircuitBreaker:
    """Closed: everybody asks. After some failures in a row open: nobody does, and once a pause one asks for all."""

    def __init__(
        self, *, failures: int = FAILURES, pause: float = PAUSE_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = failures
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._ask_again = 0.0

    @property
    def open(self) -> bool:
        """Whether the server is being left alone."""
        return self._failed >= self._limit

    def allows(self) -> bool:
        """Whether the caller may ask; when open, the first after each pause may."""
        if not self.open:
            return True
        with self._lock:
            if self._clock() < self._ask_again:
                return False
            self._ask_again = self._clock() + self._pause
            return True

    def succeeded(self) -> None:
        """It answered."""
        self._failed = 0

    def failed(self) -> None:
        """It did not."""
        with self._lock:
            self._failed += 1
            self._ask_again = self._clock() + self._pause
