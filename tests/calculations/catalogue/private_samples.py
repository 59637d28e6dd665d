"""A tenant's own factors, proposed and approved, for tests with a database."""

import uuid
from typing import Any

from apps.calculations.models.private import PrivateFactor
from apps.calculations.services.private_factors import evidence_keep, private_factor_approve, private_factor_propose
from apps.tenants.models import Role, User
from apps.tenants.principal import Principal
from greenlang.isolation import current_tenant_id

AUTHOR, REVIEWER = "analyst@alpha.example", "admin@alpha.example"
OWN_GAS = {
    "category": "stationary-combustion",
    "activity": "refinery-gas",
    "region": "US",
    "gas": "CO2",
    "value": "48.1",
    "unit": "kg(CO2)/mmBtu(HHV)",
    "basis": "HHV",
}


def person(name: str, account: uuid.UUID | None = None) -> Principal:
    """Somebody of the tenant that is open, of an account of their own where none is said."""
    account = account or uuid.uuid5(uuid.NAMESPACE_URL, name)
    return Principal(current_tenant_id(), "", Role.ANALYST, name, User(id=account, email="x@alpha.example", name=name))


def propose(texts: dict[str, str] | None = None, **changes: Any) -> PrivateFactor:
    """A draft with its evidence, in the tenant scope that is open."""
    evidence = evidence_keep(filename="report.pdf", content=b"%PDF gas analysis", kept_by=AUTHOR)
    values: dict[str, Any] = {
        "texts": OWN_GAS if texts is None else texts,
        "source": "Own laboratory",
        "citation": "Report 7 of 2025",
        "evidence_sha256": evidence.sha256,
        "proposed_by": person(AUTHOR),
    }
    return private_factor_propose(**(values | changes))


def approved(texts: dict[str, str] | None = None, **changes: Any) -> PrivateFactor:
    """A draft that somebody else has approved."""
    draft = propose(texts, **changes)
    return private_factor_approve(factor_id=draft.id, reason="Report checked", reviewed_by=person(REVIEWER))
