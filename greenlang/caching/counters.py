"""What the tiers did, for Prometheus and for people: hits and misses by agent and tier, errors by tier."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from prometheus_client import Counter

Tier = Literal["L1", "L2", "L4"]

HITS = Counter("agent_cache_hits", "Cache hits", ["agent_id", "cache_tier"])
MISSES = Counter("agent_cache_misses", "Cache misses", ["agent_id", "cache_tier"])
ERRORS = Counter("cache_errors", "Answers a tier could not give: unreachable, or not to be believed", ["cache_tier"])

_agent: ContextVar[str] = ContextVar("greenlang_cache_agent", default="")
_children: dict[tuple[bool, str, str], Counter] = {}


@contextmanager
def serving_agent(agent_id: str) -> Iterator[None]:
    """Everything looked up in the block is counted for this agent."""
    token = _agent.set(agent_id)
    try:
        yield
    finally:
        _agent.reset(token)


def hit(tier: Tier) -> None:
    """The tier had it; L4 always has."""
    _child(True, tier).inc()


def miss(tier: Tier) -> None:
    """The tier was asked and had nothing to believe."""
    _child(False, tier).inc()


def passed_memory(*, found_in_redis: bool) -> None:
    """Memory had nothing; Redis had it, or the source was asked."""
    miss("L1")
    if found_in_redis:
        hit("L2")
    else:
        miss("L2")
        hit("L4")


def error(tier: Tier) -> None:
    """The tier did not answer, or what it answered was no value of ours."""
    ERRORS.labels(tier).inc()


def totals() -> dict[str, dict[str, int]]:
    """``{"L1": {"hits": 5, "misses": 2, "errors": 0}, …}`` of this process."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: {"hits": 0, "misses": 0, "errors": 0})
    for name, counter in (("hits", HITS), ("misses", MISSES), ("errors", ERRORS)):
        for metric in counter.collect():
            for sample in metric.samples:
                if sample.name.endswith("_total"):
                    found[sample.labels["cache_tier"]][name] += int(sample.value)
    return dict(found)


def _child(found: bool, tier: Tier) -> Counter:
    """The labelled counter; looked up by a tuple, as ``labels`` costs more than the count."""
    key = (found, _agent.get(), tier)
    child = _children.get(key)
    if child is None:
        child = _children[key] = (HITS if found else MISSES).labels(key[1], tier)
    return child
