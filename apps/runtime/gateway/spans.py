"""How long each part of a request's way took."""

import time

NAMES = ("gateway", "auth", "limit", "once", "discover", "validate", "calculate", "provenance", "finalize", "response")


class Spans:
    """A stop-watch: each mark ends the part that is named. Parts of one name add up."""

    __slots__ = ("_last", "nanoseconds")

    def __init__(self) -> None:
        self.nanoseconds: dict[str, int] = {}
        self._last = time.perf_counter_ns()

    def mark(self, name: str) -> None:
        """What went on since the last mark was this."""
        now = time.perf_counter_ns()
        self.nanoseconds[name] = self.nanoseconds.get(name, 0) + now - self._last
        self._last = now

    def server_timing(self) -> str:
        """As the header ``Server-Timing`` has it, milliseconds."""
        return ", ".join([f"{name};dur={spent / 1e6:.3f}" for name, spent in self.nanoseconds.items()])
