"""One measured figure beside its target."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit; ``target`` None where there is none.

    ``goal`` is what is aimed at beyond the target, ``p95`` the value that nineteen rounds of twenty keep within.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    better: Literal["lower", "higher"] = "lower"
    goal: float | None = None
    p95: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the target is met; None without one."""
        return self._meets(self.target)

    @property
    def reaches(self) -> bool | None:
        """Whether the goal is reached too; None without one."""
        return self._meets(self.goal)

    def _meets(self, bound: float | None) -> bool | None:
        if bound is None:
            return None
        return self.value <= bound if self.better == "lower" else self.value >= bound

    def as_document(self) -> dict[str, Any]:
        """For ``bench --json``."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "target": self.target,
            "better": self.better,
            "holds": self.holds,
            "goal": self.goal,
            "reaches": self.reaches,
            "p95": self.p95,
        }
