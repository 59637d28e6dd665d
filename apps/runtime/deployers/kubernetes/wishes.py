"""What a publisher wishes for an agent's pods, read as data and held within bounds. Pure.

``deployment.kubernetes`` of a pack.yaml is text of a stranger in a form of their own: what is not understood, or not
allowed, is left at the installation's default and named in ``refused``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.runtime.deployers.kubernetes.options import ClusterOptions

CPU = re.compile(r"([0-9]{1,6})m|([0-9]{1,3}(?:\.[0-9]{1,3})?)\Z")
MEMORY = re.compile(r"([0-9]{1,6})(Mi|Gi)\Z")
LEAST_CPU, MOST_CPU = 50, 4000
LEAST_MEMORY, MOST_MEMORY = 128, 4096


@dataclass(frozen=True, slots=True)
class Wishes:
    """Numbers only: nothing of what a publisher wrote goes on as text.

    Args:
        least, most: how many pods.
        cpu, cpu_limit: thousandths of a processor.
        memory, memory_limit: MiB.
        refused: members that were left at their default.
    """

    least: int
    most: int
    cpu: int = 100
    cpu_limit: int = 1000
    memory: int = 256
    memory_limit: int = 512
    refused: tuple[str, ...] = ()

    @classmethod
    def read(cls, document: object, options: ClusterOptions) -> "Wishes":
        """What is wished, within the installation's bounds."""
        reader = _Reader(document if isinstance(document, Mapping) else {})
        pods = lambda value: _count(value, options)  # noqa: E731 - the bounds are the installation's
        least = reader.number(pods, options.least, "replicas.min", "replicas", "autoscaling.min_replicas")
        most = reader.number(pods, options.most, "replicas.max", "autoscaling.max_replicas")
        cpu = reader.number(_cpu, 100, "resources.requests.cpu", "cpu_request")
        cpu_limit = reader.number(_cpu, 1000, "resources.limits.cpu", "cpu_limit")
        memory = reader.number(_memory, 256, "resources.requests.memory", "memory_request")
        memory_limit = reader.number(_memory, 512, "resources.limits.memory", "memory_limit")
        return cls(
            least=least,
            most=max(least, most),
            cpu=cpu,
            cpu_limit=max(cpu, cpu_limit),
            memory=memory,
            memory_limit=max(memory, memory_limit),
            refused=tuple(reader.refused),
        )


class _Reader:
    """Looks members up by their paths and notes the ones that cannot be taken."""

    def __init__(self, document: Mapping[Any, Any]) -> None:
        self.document = document
        self.refused: list[str] = []

    def number(self, taken: Callable[[object], int | None], default: int, *paths: str) -> int:
        """The first of the paths that is there and can be taken."""
        for path in paths:
            value = self._at(path)
            if value is None or isinstance(value, Mapping):
                continue
            number = taken(value)
            if number is not None:
                return number
            self.refused.append(path)
        return default

    def _at(self, path: str) -> object:
        found: Any = self.document
        for part in path.split("."):
            if not isinstance(found, Mapping):
                return None
            found = found.get(part)
        return found


def _count(value: object, options: ClusterOptions) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | str) or not re.fullmatch(r"[0-9]{1,4}", str(value)):
        return None
    number = int(value)
    return number if options.least <= number <= options.most else None


def _cpu(value: object) -> int | None:
    found = CPU.fullmatch(str(value)) if isinstance(value, int | str | Decimal) else None
    if not found or isinstance(value, bool):
        return None
    thousandths = int(found[1]) if found[1] else int(Decimal(found[2]) * 1000)
    return thousandths if LEAST_CPU <= thousandths <= MOST_CPU else None


def _memory(value: object) -> int | None:
    found = MEMORY.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    mebibytes = int(found[1]) * (1024 if found[2] == "Gi" else 1)
    return mebibytes if LEAST_MEMORY <= mebibytes <= MOST_MEMORY else None
