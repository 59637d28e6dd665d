"""``bench lookup``: what the cache tiers save of an indexed database lookup, and how often they hit on a trace.

The trace (`traces.lookups`) is made of the catalogue that is loaded; two processes take turns in it. Each round
measures every tier on the same requests, one tier after the other; the figures are medians of the rounds. The
database is asked as the product asks it, through its index, warm.
"""

import random
import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from apps.calculations.factor_cache import factor_lookup_cached
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.lookup import lookup_uncached
from benchmarks.figure import Figure
from benchmarks.traces.lookups import PLACES, SEED, ZIPF, Lookup, Trace, Zipf, published_trace
from greenlang.caching import counters
from greenlang.caching.invalidation import agent_tag
from greenlang.caching.keys import agent_key, calculation_key
from greenlang.caching.memory import MemoryTier
from greenlang.caching.redis_tier import RedisTier, connect
from greenlang.caching.tiers import Kind, TieredCache
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import Outcome, compile_formula
from greenlang.engine.methods import METHODS
from greenlang.engine.units import Quantity, parse_unit

FEWEST_ROUNDS = 5
SAMPLE = 150
PROCESSES = 2
AGENTS, AGENT_LOOKUPS, DEPLOYMENT_EVERY = 100, 20_000, 2_000
ROWS, RUNS, CORRECTED = 3_000, 6, 60
"""A period of so many rows, run so often, so many of them corrected in between."""
PREFIX = f"bench:{uuid.uuid4().hex[:8]}:"
_TIERS = {
    "database": "lookup: database",
    "redis": "lookup: Redis",
    "memory": "lookup: memory",
    "mix": "lookup: the trace",
}


def figures(tell: Callable[[str], None], rounds: int) -> list[Figure]:
    """Latencies, savings and hit rates."""
    trace = published_trace()
    tell(f"the trace: {len(trace.lookups)} lookups of {PLACES} places, {trace.distinct} keys, seed {SEED}, Zipf {ZIPF}")
    if rounds < FEWEST_ROUNDS:
        tell(f"{FEWEST_ROUNDS} rounds instead of {rounds}: the medians of fewer say nothing")
    rounds = max(rounds, FEWEST_ROUNDS)
    measured: dict[str, list[float]] = {"database": [], "redis": [], "memory": [], "mix": []}
    rates: list[dict[str, float]] = []
    try:
        for number in range(rounds):
            _one_round(trace, measured, rates)
            tell(f"round {number + 1} of {rounds}")
        agents = _agent_hit_rate()
        calculation = _calculation_latencies()
    finally:
        _tidy()
    return [*_saving_figures(measured), *_rate_figures(trace, rates[-1], agents), *calculation]


def _new_cache(shared: RedisTier | None = None, *, hears: bool = True) -> TieredCache:
    tier = shared or RedisTier(
        connect(settings.REDIS_URL), secret=uuid.uuid4().bytes, seconds=600, prefix=f"{PREFIX}{uuid.uuid4().hex[:6]}:"
    )
    cache = TieredCache(MemoryTier(limit=settings.CACHE_MEMORY_BYTES, seconds=settings.CACHE_MEMORY_SECONDS), tier)
    if hears:
        cache.listen(settings.REDIS_URL)
    return cache


def _one_round(trace: Trace, measured: dict[str, list[float]], rates: list[dict[str, float]]) -> None:
    """Every tier on a sample of different places; then the whole trace by two processes, from cold."""
    sample = list({request: (request, day) for request, day in trace.lookups}.values())[:SAMPLE]
    for request, day in sample:  # the database's own caches are warm
        lookup_uncached(request, day)
    measured["database"].append(_seconds_each(lookup_uncached, sample))
    filled = _new_cache()
    for request, day in sample:
        factor_lookup_cached(request, day, cache=filled)
    other = _new_cache(filled.shared)
    factor_lookup_cached(*sample[0], cache=other)  # its states are in memory, as in any process that has worked
    measured["redis"].append(_seconds_each(lambda r, d: factor_lookup_cached(r, d, cache=other), sample[1:]))
    measured["memory"].append(_seconds_each(lambda r, d: factor_lookup_cached(r, d, cache=other), sample[1:]))
    seconds, rate = _walk(trace)
    measured["mix"].append(seconds)
    rates.append(rate)
    for cache in (filled, other):
        _stop(cache)


def _walk(trace: Trace) -> tuple[float, dict[str, float]]:
    """Mean seconds a lookup of the whole trace, and the tiers' hit rates, two processes with empty memory and Redis."""
    first = _new_cache()
    caches = [first, *(_new_cache(first.shared) for _ in range(PROCESSES - 1))]
    before = counters.totals()
    began = time.perf_counter()
    for number, (request, day) in enumerate(trace.lookups):
        factor_lookup_cached(request, day, cache=caches[number % PROCESSES])
    seconds = (time.perf_counter() - began) / len(trace.lookups)
    hits = {
        tier: counters.totals()[tier]["hits"] - before.get(tier, {"hits": 0})["hits"] for tier in ("L1", "L2", "L4")
    }
    assert sum(hits.values()) == len(trace.lookups)
    for cache in caches:
        _stop(cache)
    return seconds, {tier: count / len(trace.lookups) for tier, count in hits.items()}


def _seconds_each(look_up: Callable[[FactorRequest, date], object], sample: Sequence[Lookup]) -> float:
    """The median of single lookups."""
    taken = []
    for request, day in sample:
        began = time.perf_counter()
        look_up(request, day)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _saving_figures(measured: dict[str, list[float]]) -> list[Figure]:
    seconds = {name: statistics.median(values) for name, values in measured.items()}
    savings = {
        name: statistics.median(1 - m / d for m, d in zip(measured[name], measured["database"], strict=True))
        for name in ("memory", "redis", "mix")
    }
    return [
        *(Figure(name, _microseconds(seconds[tier]), "µs") for tier, name in _TIERS.items()),
        Figure("a hit in memory saves", _percent(savings["memory"]), "%"),
        Figure("a hit in Redis saves", _percent(savings["redis"]), "%"),
        Figure("both save on the trace", _percent(savings["mix"]), "%", 95, "higher"),
    ]


def _rate_figures(trace: Trace, rates: dict[str, float], agents: float) -> list[Figure]:
    both = rates["L1"] + rates["L2"]
    return [
        Figure("factors: distinct keys", _percent(trace.distinct / len(trace.lookups)), "%"),
        Figure("factors: hits in memory", _percent(rates["L1"]), "%"),
        Figure("factors: hits in both", _percent(both), "%", 95, "higher"),
        Figure("results: distinct keys", _percent((ROWS + (RUNS - 1) * CORRECTED) / (ROWS * RUNS)), "%"),
        Figure("results: hits, if kept", _percent(_result_hit_rate()), "%", 80, "higher"),
        Figure("agents: distinct keys", _percent(AGENTS / AGENT_LOOKUPS), "%"),
        Figure("agents: hits", _percent(agents), "%", 99, "higher"),
    ]


def _agent_hit_rate() -> float:
    """Descriptions of agents under deployments: one of them every so many lookups."""
    choose = random.Random(SEED)
    tenant, cache = uuid.uuid4(), _new_cache()
    kind: Kind[dict[str, str]] = Kind("agent", encode=dict, decode=dict)
    often = Zipf(AGENTS)
    loads = 0

    def load() -> dict[str, str]:
        nonlocal loads
        loads += 1
        return {"state": "Running"}

    for number in range(AGENT_LOOKUPS):
        agent = f"agent-{often.draw(choose)}"
        if number % DEPLOYMENT_EVERY == 0:
            cache.invalidate((agent_tag(tenant, agent),))
        key = agent_key(tenant=tenant, agent_id=agent)
        cache.get(kind, (tenant, agent), key=lambda key=key: key, load=load, tags=(agent_tag(tenant, agent),))  # type: ignore[misc]
    _stop(cache)
    return 1 - loads / AGENT_LOOKUPS


def _result_hit_rate() -> float:
    """Results of a period that is run again after each correction, kept in memory."""
    choose, cache = random.Random(SEED), _new_cache(hears=False)
    kind: Kind[str] = Kind("result", encode=str, decode=str)
    amounts = [str(choose.randrange(10**9)) for _ in range(ROWS)]
    calculated = 0

    def calculate() -> str:
        nonlocal calculated
        calculated += 1
        return "result"

    for run in range(RUNS):
        for index in choose.sample(range(ROWS), CORRECTED) if run else ():
            amounts[index] = str(choose.randrange(10**9))
        for index, amount in enumerate(amounts):
            identity = (index, amount)
            cache.get(kind, identity, key=lambda name=f"calc:{identity}": name, load=calculate)  # type: ignore[misc]
    return 1 - calculated / (ROWS * RUNS)


def _calculation_latencies() -> list[Figure]:
    """A product of an amount and a factor of three gases: calculated, and kept as a result in memory and in Redis."""
    formula = compile_formula(METHODS["stationary-combustion/energy", "1"].formula("energy"))
    request = FactorRequest(
        slot="ef",
        category="stationary-combustion",
        activity="natural-gas",
        region="US",
        unit="kg/mmBtu(HHV)",
        gases=("CO2", "CH4", "N2O"),
        edition="epa-hub-2025",
    )
    gwp, found = gwp_set("AR5"), lookup_uncached(request, None)
    (name,) = formula.definition.inputs
    inputs = {name: Quantity(Decimal("50"), parse_unit("mmBtu(HHV)"))}
    (slot,) = formula.definition.factors
    factors = {slot: found}
    tenant, cache = uuid.uuid4(), _new_cache(hears=False)
    cids = tuple(component.ef_cid for component in found.components)

    def key() -> str:
        return calculation_key(
            tenant=tenant, formula_id="energy", formula_hash="sha256:f", gwp_hash=gwp.id,
            factor_hashes=cids, input_hash="sha256:i",
        )  # fmt: skip

    outcome = formula.evaluate(inputs, factors, gwp)
    kind: Kind[Any] = Kind("calc", encode=Outcome.as_document, decode=dict)
    identity = (tenant, "sha256:f", gwp.id, cids, "sha256:i")
    cache.get(kind, identity, key=key, load=lambda: outcome)
    timings: dict[str, Callable[[], object]] = {
        "result: calculated": lambda: formula.evaluate(inputs, factors, gwp),
        "result: from memory": lambda: cache.get(kind, identity, key=key, load=lambda: outcome),
        "result: from Redis": lambda: cache.shared.read(key(), ()),
    }
    taken: dict[str, list[float]] = {name: [] for name in timings}
    for _ in range(1000):
        for name, work in timings.items():
            began = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - began)
    return [Figure(name, _microseconds(statistics.median(values)), "µs") for name, values in taken.items()]


def _microseconds(seconds: float) -> float:
    return round(seconds * 1e6, 1)


def _percent(share: float) -> float:
    return round(100 * share, 2)


def _stop(cache: TieredCache) -> None:
    if cache.listener is not None:
        cache.listener.stop()


def _tidy() -> None:
    """Leave nothing of the bench in Redis."""
    client = connect(settings.REDIS_URL)
    for key in client.scan_iter(f"{PREFIX}*", count=1000):
        client.delete(key)
