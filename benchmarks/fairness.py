"""``bench fairness``: what a tenant at ten times its quota does to another's p95.

Tenant B executes at a steady rate well within its quota, alone and then beside tenant A, which asks ten times as often
as its quota allows, from a process of its own. Both arrive at fixed times, whether the server keeps up or not; a
request that has to wait for its connection is late, and that counts. In a round B is measured alone and beside A.
"""

import multiprocessing
import statistics
from collections.abc import Callable

from apps.tenants.quotas import quota_set
from benchmarks.execute import execution_requests, furnish
from benchmarks.figure import Figure
from benchmarks.ground.database import own_database
from benchmarks.ground.load import Load, loaded
from benchmarks.ground.serving import product_served

ROUNDS = 5
SECONDS = 6.0
QUOTA = 1200
"""A's executions a minute."""
EXCESS = 10
RATE = 20.0
"""B's executions a second."""
CONNECTIONS = 8
TARGET = 1.5


def figures(tell: Callable[[str], None], rounds: int) -> list[Figure]:
    """B's p95 beside A over B's p95 alone, and what A was answered."""
    with own_database() as database:
        first, second = furnish(tell, "bench"), furnish(tell, "other")
        quota_set(tenant_id=first.tenant.id, endpoint="executions", per_minute=QUOTA, actor="bench")
        with product_served(database) as port:
            flood, steady = execution_requests(port, first.key), execution_requests(port, second.key)
            loaded(port, flood + steady, connections=CONNECTIONS, seconds=2.0)
            alone: list[Load] = []
            beside: list[Load] = []
            for number in range(rounds):
                for flooded in (False, True) if number % 2 else (True, False):
                    (beside if flooded else alone).append(_measured(port, steady, flood if flooded else []))
            told = loaded(port, flood, connections=CONNECTIONS, seconds=3.0, rate=EXCESS * QUOTA / 60)
    ratios = [one.percentile(0.95) / other.percentile(0.95) for one, other in zip(beside, alone, strict=True)]
    refused, answered = told.statuses.get(429, 0), sum(told.statuses.values())
    wrong = sum(count for load in (*alone, *beside) for status, count in load.statuses.items() if status != 201)
    tell(f"A was answered {dict(sorted(told.statuses.items()))} at {EXCESS} times its quota of {QUOTA} a minute")
    return [
        Figure("B's p95 alone", statistics.median(load.percentile(0.95) for load in alone), "s"),
        Figure("B's p95 beside A", statistics.median(load.percentile(0.95) for load in beside), "s"),
        Figure("B's p95 beside A / alone", round(statistics.median(ratios), 2), "x", TARGET),
        Figure("B's answers that were none", wrong, "requests", 0),
        Figure("A's refusals (429)", round(100 * refused / max(answered, 1), 1), "%"),
    ]


def _measured(port: int, steady: list[bytes], flood: list[bytes]) -> Load:
    """B for some seconds, with A from a process of its own where it floods."""
    if not flood:
        return loaded(port, steady, connections=CONNECTIONS, seconds=SECONDS, rate=RATE)
    context = multiprocessing.get_context("spawn")
    arguments = {"connections": CONNECTIONS, "seconds": SECONDS + 1.5, "rate": EXCESS * QUOTA / 60}
    process = context.Process(target=loaded, args=(port, flood), kwargs=arguments, daemon=True)
    process.start()
    loaded(port, steady, connections=1, seconds=1.0, rate=1.0)  # until A is at it
    try:
        return loaded(port, steady, connections=CONNECTIONS, seconds=SECONDS, rate=RATE)
    finally:
        process.join(30)
        if process.is_alive():
            process.kill()
