"""Packs that come with the product: what each calculates, and how far it is in a tenant."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.agents.spec import PackSpec, read_spec
from apps.calculations.catalogue.fallback import MARKET_BASED, method_of
from apps.registry.selectors import versions_in_order
from greenlang.errors import GreenLangError, NotFound


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A pack as shipped; ``scopes`` of the formulas it has, in order."""

    agent_id: str
    name: str
    description: str
    scopes: tuple[str, ...]
    source: bytes
    completion: bytes


@cache
def ready_made() -> tuple[ReadyMade, ...]:
    """Every pack that is shipped, by scope and name; none where the examples are not installed."""
    folders = sorted((Path(settings.BASE_DIR) / "examples" / "packs").glob("*/pack.yaml"))
    packs = [pack for pack in map(_read, folders) if pack is not None]
    return tuple(sorted(packs, key=lambda pack: (pack.scopes, pack.name)))


def ready_made_get(agent_id: str) -> ReadyMade:
    """The shipped pack of an agent.

    Raises:
        NotFound: there is none of that name.
    """
    found = next((pack for pack in ready_made() if pack.agent_id == agent_id), None)
    if found is None:
        raise NotFound("There is no such pack.", where="pack")
    return found


def newest_versions(agent_ids: Iterable[str]) -> dict[str, AgentVersion]:
    """The highest version of each of these agents that the tenant has."""
    rows = AgentVersion.objects.filter(agent__slug__in=list(agent_ids)).select_related("agent").defer(*SPEC_BYTES)
    return {version.agent.slug: version for version in reversed(versions_in_order(rows))}


def _read(path: Path) -> ReadyMade | None:
    source, beside = path.read_bytes(), path.with_name("completion.yaml")
    completion = beside.read_bytes() if beside.is_file() else b""
    try:
        spec = read_spec(source, completion=completion).spec
    except GreenLangError:
        return None
    return ReadyMade(
        spec.agent.id,
        spec.pack.name or spec.agent.id,
        spec.pack.description or spec.agent.description or "",
        tuple(sorted(_scopes(spec))),
        source,
        completion,
    )


def _scopes(spec: PackSpec) -> set[str]:
    """Scope 2 with its method: market-based is what asks for an instrument, a supplier's rate or a residual mix."""
    by_market = any(method_of(factor.category) is MARKET_BASED for factor in spec.factors)
    of_two = "2-market" if by_market else "2-location"
    return {of_two if formula.scope == "2" else formula.scope for formula in spec.formulas}
