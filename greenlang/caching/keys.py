"""Keys in Redis that people can read: a pattern for each kind, then a digest of everything else a value depends on."""

import re
import uuid
from collections.abc import Sequence
from datetime import date

from greenlang.engine.canonical_json import sha256_of

LONGEST_PART = 80
PUBLIC = "public"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def factor_key(
    *,
    tenant: uuid.UUID | None,
    source: str,
    fuel_type: str,
    region: str,
    on: date | None,
    identity: object,
) -> str:
    """``ef:{source}:{fuel_type}:{region}:{year}:{tenant}:{digest}``.

    Args:
        tenant: whose answer it is; None where every tenant gets the same.
        identity: canonical document of everything the answer depends on; the readable parts alone are not enough.
    """
    year = "any" if on is None else str(on.year)
    return ":".join(["ef", *map(_part, (source, fuel_type, region, year)), _tenant(tenant), _digest(identity)])


def calculation_key(
    *,
    tenant: uuid.UUID,
    formula_id: str,
    formula_hash: str,
    gwp_hash: str,
    factor_hashes: Sequence[str],
    input_hash: str,
) -> str:
    """``calc:{formula_id}:{input_hash}:{tenant}:{digest of formula, factors and GWP set}``."""
    identity = [formula_hash, gwp_hash, *factor_hashes]
    return ":".join(["calc", _part(formula_id), _part(input_hash), _tenant(tenant), _digest(identity)])


def agent_key(*, tenant: uuid.UUID, agent_id: str) -> str:
    """``agent:{agent_id}:meta:{tenant}``."""
    return f"agent:{_part(agent_id)}:meta:{_tenant(tenant)}"


def session_key(*, tenant: uuid.UUID, session_id: str) -> str:
    """``session:{tenant_id}:{session_id}``."""
    return f"session:{_tenant(tenant)}:{_part(session_id)}"


def rate_key(*, tenant: uuid.UUID, endpoint: str, window: int) -> str:
    """``rate:{tenant_id}:{endpoint}:{window}``; ``window`` is the number of the time slice."""
    return f"rate:{_tenant(tenant)}:{_part(endpoint)}:{window}"


def _part(text: str) -> str:
    """One part of a key: no colon, no space, never empty. Not injective: the digest tells two apart."""
    return _UNSAFE.sub("-", text)[:LONGEST_PART].strip("-") or "any"


def _tenant(tenant: uuid.UUID | None) -> str:
    return PUBLIC if tenant is None else str(tenant)


def _digest(identity: object) -> str:
    return sha256_of(identity).removeprefix("sha256:")
