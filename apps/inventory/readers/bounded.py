"""Reading a file in a process of its own, with little time and memory: whatever it holds, nobody else pays for it.

``python -m apps.inventory.readers.bounded`` is that process: bytes in at its standard input, JSON out, a line each.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.facts import SheetFacts, sheet_facts
from apps.inventory.readers.files import kind_of, sheets_of
from apps.inventory.readers.tables import Record

SECONDS = 5
MEMORY_BYTES = 256 * 1024 * 1024
_MOST_ANSWER = 96 * 1024 * 1024
_WAIT_SECONDS = 20
"""By the clock: a busy machine lends a process its seconds slowly."""
_ROOT = Path(__file__).parents[3]
_MEND = "Split it, or save its table alone as “CSV UTF-8”."


def file_facts(data: bytes, *, seconds: int = SECONDS) -> tuple[str, list[SheetFacts]]:
    """Kind of the file, and every sheet that holds anything.

    Args:
        seconds: of processor time.

    Raises:
        UnreadableFile: the file as a whole, also where reading it takes more than that or `MEMORY_BYTES`.
    """
    kind = kind_of(data)
    lines = [json.loads(line) for line in _asked(data, ["facts"], seconds).splitlines()]
    return kind, [SheetFacts.from_document(line) for line in lines]


def sheet_records(data: bytes, name: str) -> Iterator[Record]:
    """The records of a sheet below its header, in order.

    Raises:
        UnreadableFile: as `file_facts`.
    """
    for line in _asked(data, ["records", name], SECONDS).splitlines():
        yield Record.from_document(json.loads(line))


def _asked(data: bytes, order: list[str], seconds: int) -> bytes:
    command = [sys.executable, "-B", "-m", __name__, str(seconds), *order]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=_ROOT, timeout=_WAIT_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much() from error
    if done.returncode == 0:
        return done.stdout
    with suppress(ValueError, KeyError):
        told = json.loads(done.stderr.splitlines()[-1]) if done.stderr else {}
        raise UnreadableFile(told["message"], where=told["where"], mend=told["mend"])
    raise _too_much()


def _too_much() -> UnreadableFile:
    return UnreadableFile(
        f"Reading the file takes more than {SECONDS} seconds or {MEMORY_BYTES // 1024 // 1024} MB.",
        where="file",
        mend=_MEND,
    )


def main(seconds: int, order: list[str]) -> int:
    """Be the process: exit status 0, or 1 and the error as JSON on standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for line in _answers(sys.stdin.buffer.read(), order):
            sys.stdout.write(line)
        sys.stdout.flush()
    except UnreadableFile as error:
        print(json.dumps(error.as_dict()), file=sys.stderr)
        return 1
    except (MemoryError, RecursionError):
        print(json.dumps(_too_much().as_dict()), file=sys.stderr)
        return 1
    return 0


def _answers(data: bytes, order: list[str]) -> Iterator[str]:
    size = 0
    for document in _documents(data, order):
        line = json.dumps(document, ensure_ascii=True, separators=(",", ":")) + "\n"
        size += len(line)
        if size > _MOST_ANSWER:
            raise UnreadableFile("The table takes more than 96 MB when it is read.", where="file", mend=_MEND)
        yield line


def _documents(data: bytes, order: list[str]) -> Iterator[Any]:
    if order[0] == "facts":
        for sheet in sheets_of(data):
            yield sheet_facts(sheet).as_document()
    else:
        for sheet in sheets_of(data, name=order[1]):
            for record in sheet.records:
                yield record.as_document()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
