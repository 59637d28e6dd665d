"""What benches load servers with: every answer is read whole and counted, and a peer that cannot be had is named."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ground import peers
from benchmarks.ground.load import loaded, request_bytes

ANSWERS = (
    b"HTTP/1.1 201 Created\r\nServer-Timing: auth;dur=0.5\r\nContent-Length: 5\r\n\r\nhello",
    b"HTTP/1.1 429 Too Many\r\ncontent-length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
)


@pytest.fixture
def port() -> Iterator[int]:
    """A server that gives its answers in turn."""
    loop, ready, ports = asyncio.new_event_loop(), threading.Event(), []
    turn = iter(range(10**9))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]))
                writer.write(ANSWERS[next(turn) % len(ANSWERS)])
        except asyncio.IncompleteReadError:
            writer.close()

    async def start() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()

    loop.create_task(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield ports[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.mark.parametrize("fresh", [False, True])
def test_answers_of_every_form_are_read_whole_and_counted(port: int, fresh: bool) -> None:
    request = request_bytes(port, "/", "key", b"{}")
    load = loaded(port, [request], connections=2, seconds=0.2, fresh=fresh)
    assert set(load.statuses) == {200, 201, 304, 429}
    assert sum(load.statuses.values()) == len(load.latencies) > 4
    assert (load.timings[0], load.etag) == ("auth;dur=0.5", '"x"')
    assert 0 < load.percentile(0.5) <= load.percentile(0.95)


def test_a_peer_that_cannot_be_installed_is_left_out_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    folder = tmp_path / "benchmarks" / "peers" / "somebody"
    folder.mkdir(parents=True)
    (folder / "requirements.txt").write_text("")
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(peers, "find_uv", lambda: str(tmp_path / "no-such-installer"))
    told: list[str] = []
    assert peers.peer_environment("somebody", told.append) is None
    assert "somebody cannot be installed and is left out" in told[-1]
