"""The stages of long work, and the recorder that times them. Pure."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from greenlang.errors import GreenLangError


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it is called and, where the design gives it one, its time; 0 where none is given."""

    name: str
    label: str
    target_seconds: float = 0.0


@dataclass
class StageRecorder:
    """Times the stages in their order and tells whoever watches.

    Args:
        tell: handed all stages whenever one begins or ends, or has something to say.
        stages: in their order.
    """

    tell: Callable[[list[dict[str, Any]]], None]
    stages: Sequence[Stage]
    records: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.records = [
            {
                "name": stage.name,
                "label": stage.label,
                "target_seconds": stage.target_seconds,
                "seconds": None,
                "state": "waiting",
                "note": "",
                "details": [],
            }
            for stage in self.stages
        ]

    @contextmanager
    def stage(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a block; its record's ``note`` may be filled in. A failure is noted and goes on up."""
        record = next(record for record in self.records if record["name"] == name)
        record["state"] = "running"
        self.tell(self.records)
        began = time.perf_counter()
        try:
            yield record
        except BaseException as error:
            record["state"], record["seconds"] = "failed", _seconds(began)
            record["note"] = str(error) if isinstance(error, GreenLangError) else type(error).__name__
            self.tell(self.records)
            raise
        record["state"], record["seconds"] = "done", _seconds(began)
        self.tell(self.records)

    def note(self, text: str) -> None:
        """What the running stage waits for, told at once where it differs from what was told last."""
        record = next((record for record in self.records if record["state"] == "running"), None)
        if record is not None and record["note"] != text:
            record["note"] = text
            self.tell(self.records)

    @property
    def current(self) -> str:
        """The stage that runs or failed, else the last one done."""
        for record in self.records:
            if record["state"] in {"running", "failed"}:
                return str(record["name"])
        done = [record["name"] for record in self.records if record["state"] == "done"]
        return str(done[-1]) if done else self.stages[0].name


def _seconds(began: float) -> float:
    return round(time.perf_counter() - began, 6)
