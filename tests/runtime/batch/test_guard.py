"""What is done under guard ends alone: by itself, by its limits, or by a kill, and says where it stood."""

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from apps.runtime.batch.guard import PREPARING, Ended, Guarded, How, Limits, Mark

LIMITS = Limits(seconds=60, row_seconds=60, more_bytes=64 * 1024 * 1024)


def run(work: Callable[[Mark], bytes], limits: Limits = LIMITS, beats: bool = True) -> Ended:
    guarded = Guarded(lambda question, mark: work(mark), limits)
    try:
        return guarded.ask(b"", beat=lambda: beats, beat_seconds=0.05)
    finally:
        guarded.end()


def test_one_process_answers_many_questions_and_one_that_died_is_known_to_have() -> None:
    def work(question: bytes, mark: Mark) -> bytes:
        return question * 2 + str(os.getpid()).encode()

    guarded = Guarded(work, LIMITS)
    answers = [guarded.ask(question, beat=lambda: True, beat_seconds=1).answer for question in (b"a", b"b" * 20_000)]
    child = int(answers[0][2:])
    assert answers == [f"aa{child}".encode(), b"b" * 40_000 + str(child).encode()]
    assert guarded.lives
    os.kill(child, signal.SIGKILL)
    while guarded.lives:
        time.sleep(0.01)
    assert guarded.ask(b"c", beat=lambda: True, beat_seconds=1).how is How.KILLED


def test_the_answer_comes_back_with_the_place_of_its_end() -> None:
    def work(mark: Mark) -> bytes:
        mark.at(7)
        return b"done"

    assert run(work) == Ended(How.ANSWERED, 7, 0, b"done")


def test_memory_is_refused_beyond_the_limit() -> None:
    def work(mark: Mark) -> bytes:
        mark.at(3)
        try:
            return bytes(512 * 1024 * 1024)[:1]
        except MemoryError:
            return b"refused"

    assert run(work).answer == b"refused"


@pytest.mark.parametrize("status", [0, 3])
def test_a_process_that_exits_is_told_from_one_that_answers(status: int) -> None:
    def work(mark: Mark) -> bytes:
        mark.at(5)
        os._exit(status)

    ended = run(work)
    assert (ended.how, ended.place, ended.status) == (How.EXITED, 5, status)


def test_an_error_that_nobody_caught_is_an_exit() -> None:
    def work(mark: Mark) -> bytes:
        raise SystemExit(0)

    ended = run(work)
    assert (ended.how, ended.place) == (How.EXITED, PREPARING)


def test_what_does_not_go_on_is_ended() -> None:
    def work(mark: Mark) -> bytes:
        mark.at(2)
        time.sleep(600)
        return b"late"

    ended = run(work, Limits(seconds=60, row_seconds=0.3, more_bytes=LIMITS.more_bytes))
    assert (ended.how, ended.place, ended.status) == (How.HUNG, 2, -signal.SIGKILL)


def test_what_goes_on_for_too_long_is_ended() -> None:
    def work(mark: Mark) -> bytes:
        for place in range(6000):
            mark.at(place)
            time.sleep(0.1)
        return b"late"

    assert run(work, Limits(seconds=0.5, row_seconds=60, more_bytes=LIMITS.more_bytes)).how is How.LATE


def test_work_whose_lease_is_lost_is_called_back() -> None:
    def work(mark: Mark) -> bytes:
        time.sleep(600)
        return b"late"

    assert run(work, beats=False).how is How.CALLED_BACK


def test_a_kill_from_outside_is_told_from_an_end_of_its_own() -> None:
    def work(mark: Mark) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    assert run(work).how is How.KILLED


def test_the_process_ends_with_the_one_that_guards_it() -> None:
    receiving, sending = os.pipe()

    def work(mark: Mark) -> bytes:
        os.write(sending, f"{os.getpid()}\n".encode())
        time.sleep(600)
        return b""

    guard = os.fork()
    if guard == 0:
        run(work)
        os._exit(0)
    child = int(os.read(receiving, 100))
    os.kill(guard, signal.SIGKILL)
    os.waitpid(guard, 0)
    gone = threading.Event()
    for _ in range(400):
        try:
            with open(f"/proc/{child}/stat") as stat:  # noqa: PTH123 - a name below /proc
                if stat.read().rpartition(")")[2].split()[0] in "ZX":
                    gone.set()
        except OSError:
            gone.set()
        if gone.wait(0.05):
            break
    os.close(receiving)
    os.close(sending)
    assert gone.is_set()
