"""How thoroughly an evaluation looks: at the gate within seconds, or as long as it takes."""

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class Depth:
    """How much of each instrument is used.

    Attributes:
        name: as a report names it.
        latency_milliseconds: wall time of timed single calculations.
        load_milliseconds: wall time given to the growth of the load, over all its steps.
        fault_milliseconds: processor time of injected faults, at most.
        kept_calculations: calculations over which kept memory is counted.
        requests: documents sent to the HTTP interface, at most.
        mutants: how many are tried, at most; 0 for all.
        mutation_seconds: wall time of the mutants, at most.
        interpreters: whether the other supported interpreters of this machine are tried.
    """

    name: str
    latency_milliseconds: int
    load_milliseconds: int
    fault_milliseconds: int
    kept_calculations: int
    requests: int
    mutants: int
    mutation_seconds: int
    interpreters: bool

    def orders(self) -> dict[str, int | str]:
        """What a script in the sandbox is told."""
        return asdict(self)

    @property
    def factor(self) -> int:
        """How much longer than at the gate a run of the agent may take."""
        return max(self.latency_milliseconds // GATE_LATENCY, 1)


GATE_LATENCY = 250
GATE = Depth(
    name="gate",
    latency_milliseconds=GATE_LATENCY,
    load_milliseconds=700,
    fault_milliseconds=750,
    kept_calculations=300,
    requests=80,
    mutants=40,
    mutation_seconds=3,
    interpreters=False,
)
DEEP = Depth(
    name="deep",
    latency_milliseconds=20 * GATE_LATENCY,
    load_milliseconds=15_000,
    fault_milliseconds=20_000,
    kept_calculations=5_000,
    requests=1_000,
    mutants=0,
    mutation_seconds=240,
    interpreters=True,
)
AGAIN = replace(GATE, name="again")
"""What the gate did, asked for later; its report is not the gate's."""
ON_DEMAND = {depth.name: depth for depth in (DEEP, AGAIN)}
