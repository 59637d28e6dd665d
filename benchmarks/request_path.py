"""``bench request_path``: the design's two request paths as ours, the naive one and the one that serves.

*Naive* is what the same product would do without its optimisations, and nobody is served by it: a new HTTP connection
and a new database connection for each request, Django's middleware, key and roles from the database, the version and
its pack's seals looked up and verified, the factor looked up past every cache, the formula evaluated in full, ledger,
execution and event by a statement each with round trips between, the record read back, no compression. *Served* is
the gateway over kept connections. Both commit the same. Beside them what an HTTP cache spares: a page of the public
catalogue in full, and what is asked of us when the cache has it and only wants to know whether it still holds.
"""

import json
import statistics
from collections.abc import Callable, Mapping

from benchmarks.execute import House, execution_requests, furnish
from benchmarks.figure import Figure
from benchmarks.ground.database import own_database
from benchmarks.ground.load import Load, loaded, request_bytes
from benchmarks.ground.sample import documents
from benchmarks.ground.serving import product_served

ROUNDS = 5
SECONDS = 3.0
NAIVE_TARGET, SERVED_TARGET = 0.100, 0.040
NAIVE = "/bench/naive"
CATALOGUE = "/api/v1/factors?category=stationary-combustion&edition=epa-hub-2025"


def figures(tell: Callable[[str], None], rounds: int) -> list[Figure]:
    """Medians and p95 of both paths beside the design's 100 and 40 ms, their parts, and the public catalogue."""
    with own_database() as database:
        house = furnish(tell)
        with product_served(database) as port:
            works = _works(port, house)
            loads: dict[str, list[Load]] = {name: [] for name in works}
            for number in range(-1, rounds):
                for name, work in works.items():
                    load = work()
                    if number >= 0:
                        loads[name].append(load)
    found: list[Figure] = []
    for name, target in (("naive", NAIVE_TARGET), ("served", SERVED_TARGET)):
        middle = statistics.median(load.percentile(0.5) for load in loads[name])
        p95 = statistics.median(load.percentile(0.95) for load in loads[name])
        found.append(Figure(f"the {name} path", middle, "s", target, p95=p95))
        found += [Figure(f"{name}: {part}", spent, "s") for part, spent in _parts(loads[name]).items()]
    ratio = statistics.median(
        one.percentile(0.5) / other.percentile(0.5) for one, other in zip(loads["naive"], loads["served"], strict=True)
    )
    found.append(Figure("naive / served", round(ratio, 2), "x", NAIVE_TARGET / SERVED_TARGET, "higher"))
    for name in ("catalogue in full", "catalogue unchanged (304)"):
        found.append(Figure(name, statistics.median(load.percentile(0.5) for load in loads[name]), "s"))
    wrong = sum(n for each in loads.values() for load in each for status, n in load.statuses.items() if status >= 400)
    return [*found, Figure("answers that were none", wrong, "requests", 0)]


def _works(port: int, house: House) -> Mapping[str, Callable[[], Load]]:
    served = execution_requests(port, house.key)
    bodies = [json.dumps({"inputs": document}).encode() for document in documents(600)]
    naive = [request_bytes(port, NAIVE, house.key, body) for body in bodies]
    page = f"GET {CATALOGUE} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    first = loaded(port, [f"{page}\r\n".encode()], connections=1, seconds=0.5)
    unchanged = f"{page}If-None-Match: {first.etag}\r\n\r\n".encode()
    return {
        "naive": lambda: loaded(port, naive, connections=1, seconds=SECONDS, fresh=True),
        "served": lambda: loaded(port, served, connections=1, seconds=SECONDS),
        "catalogue in full": lambda: loaded(port, [f"{page}\r\n".encode()], connections=1, seconds=1.0),
        "catalogue unchanged (304)": lambda: loaded(port, [unchanged], connections=1, seconds=1.0),
    }


def _parts(loads: list[Load]) -> dict[str, float]:
    """Seconds of each part that the answers name, mean."""
    spent: dict[str, float] = {}
    answers = sum(len(load.timings) for load in loads) or 1
    for load in loads:
        for timing in load.timings:
            for part in timing.split(", "):
                name, _, duration = part.partition(";dur=")
                spent[name] = spent.get(name, 0.0) + float(duration) / 1000
    return {name: each / answers for name, each in spent.items()}
