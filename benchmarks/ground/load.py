"""Load over HTTP/1.1 with connections that are kept: each sends, waits for the whole answer, and sends again."""

import asyncio
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

TIMINGS_KEPT = 400


@dataclass(slots=True)
class Load:
    """What came of it. ``statuses`` counts answers by status; ``timings`` are some answers' Server-Timing."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    timings: list[str] = field(default_factory=list)
    etag: str = ""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Seconds that this share of the answers kept within."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("inf")


def request_bytes(port: int, path: str, bearer: str, body: bytes, *, method: str = "POST") -> bytes:
    """A request as it goes over the wire."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {bearer}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def loaded(
    port: int, requests: Iterable[bytes], *, connections: int, seconds: float, rate: float = 0.0, fresh: bool = False
) -> Load:
    """So many connections for so long; with a rate, as many requests a second in all, spread evenly over time.

    With a rate, a request that finds its connection busy is late, and its lateness counts as latency. Where ``fresh``,
    each request opens a connection of its own, which counts as well.
    """
    if fresh:
        return asyncio.run(_fresh(port, requests, seconds))
    return asyncio.run(_loaded(port, requests, connections, seconds, rate))


async def _loaded(port: int, requests: Iterable[bytes], connections: int, seconds: float, rate: float) -> Load:
    load, turn = Load(), _endless(requests)
    streams = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]
    began = time.perf_counter()
    until = began + seconds
    interval = connections / rate if rate else 0.0
    await asyncio.gather(
        *(
            _connection(*stream, turn, load, until, (began + place * interval / connections, interval))
            for place, stream in enumerate(streams)
        )
    )
    load.seconds = time.perf_counter() - began
    for _, writer in streams:
        writer.close()
    return load


async def _connection(  # noqa: PLR0917
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    turn: Iterator[bytes],
    load: Load,
    until: float,
    pace: tuple[float, float],
) -> None:
    due, interval = pace
    while True:
        began = time.perf_counter()
        if interval:
            if due > began:
                await asyncio.sleep(due - began)
            began, due = due, due + interval
        if max(began, time.perf_counter()) >= until:
            return
        writer.write(next(turn))
        await _answer(reader, load, began)


async def _fresh(port: int, requests: Iterable[bytes], seconds: float) -> Load:
    load, turn, started = Load(), _endless(requests), time.perf_counter()
    while (began := time.perf_counter()) < started + seconds:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(next(turn))
        await _answer(reader, load, began)
        writer.close()
    load.seconds = time.perf_counter() - started
    return load


async def _answer(reader: asyncio.StreamReader, load: Load, began: float) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    if length := _header(head, b"content-length"):
        await reader.readexactly(int(length))
    elif status not in {204, 304}:
        await _chunks(reader)
    load.latencies.append(time.perf_counter() - began)
    load.statuses[status] = load.statuses.get(status, 0) + 1
    load.etag = load.etag or _header(head, b"etag")
    if len(load.timings) < TIMINGS_KEPT and (timing := _header(head, b"server-timing")):
        load.timings.append(timing)


def _header(head: bytes, name: bytes) -> str:
    """A header's value; empty where it is not there."""
    place = head.lower().find(b"\r\n" + name + b":")
    if place < 0:
        return ""
    return head[place + len(name) + 3 :].partition(b"\r\n")[0].decode("latin-1").strip()


async def _chunks(reader: asyncio.StreamReader) -> None:
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()


def _endless(requests: Iterable[bytes]) -> Iterator[bytes]:
    while True:
        for request in requests:  # noqa: UP028 - "yield from" would end a generator with this one
            yield request
