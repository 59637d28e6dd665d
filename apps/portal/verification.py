"""Whether a ledger entry is what it says: its hashes, its link, and the number calculated again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation, LedgerHead, Recipe
from apps.calculations.models.ledger import attach_segments
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.verification import Check, ledger_verify, record_checks
from apps.calculations.services.checkpoints import anchors
from apps.runtime.services.execution import agent_of, resolved_factors
from greenlang.engine.contract import FactorRequest, calculate
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.provenance import result_hash
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.isolation import current_tenant_id

# Above this the ledger as a whole is verified by `verify_ledger`, not while somebody waits for a page.
VERIFIED_WHILE_WAITING = 2000


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The ledger in one line: ``seal`` is "verified", "broken", or "unverified" when it is too long to do now."""

    seal: str
    records: int
    head_hash: str

    def as_context(self) -> dict[str, str]:
        """``ledger`` in the templates."""
        return {"state": self.seal, "records": f"{self.records:,}", "head_hash": self.head_hash}


def ledger_state() -> LedgerState:
    """Every hash and link of the present tenant's chain, recomputed."""
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).first()
    if head is not None and head.sequence > VERIFIED_WHILE_WAITING:
        return LedgerState("unverified", head.sequence, head.chain_hash)
    verdict = ledger_verify()
    records, head_hash = (head.sequence, head.chain_hash) if head else (0, "")
    return LedgerState("verified" if verdict.holds else "broken", records, head_hash)


def seals(rows: Iterable[Calculation]) -> dict[int, str]:
    """The seal of each of the rows, by sequence: their hashes and links recomputed."""
    rows = list(rows)
    attach_segments(rows)
    return {row.sequence: "verified" if all(check.ok for check in record_checks(row)) else "broken" for row in rows}


def calculation_checks(row: Calculation) -> list[Check]:
    """Hashes, the sum over the gases, and the number calculated again by the agent's own formula."""
    again = _calculated_again(row)
    return [*record_checks(row), *([again] if again else [])]


def unanchored_records() -> int:
    """How many records lie after the last signed checkpoint."""
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).first()
    return max(0, anchors(current_tenant_id()).unanchored(head.sequence)) if head else 0


def _calculated_again(row: Calculation) -> Check | None:
    """None where the agent's code is not at hand any more; the hashes then stand alone."""
    label = f"Calculated again by {row.agent_id} {row.agent_version} with the recorded factors"
    version = AgentVersion.objects.filter(
        agent__slug=row.agent_id, version=row.agent_version, pack_sha256=row.pack_sha256
    ).first()
    if version is None or not row.pack_sha256:
        return None
    try:
        factors = resolved_factors(row)
        _, outcome, _ = calculate(
            agent_of(version), json.loads(row.inputs), lambda request: _recorded(factors, request), gwp_set(row.gwp_set)
        )
        again = result_hash(outcome, formula_hash=row.formula_hash, gwp_set=row.gwp_set) == row.result_hash
    except GreenLangError as error:
        return Check(label, False, str(error))
    except (ValueError, KeyError, TypeError, ArithmeticError, Recipe.DoesNotExist):
        return Check(label, False, "The recorded inputs or factors cannot be read.")
    return Check(label, again, "" if again else "The result differs.")


def _recorded(factors: dict[str, ResolvedFactor], request: FactorRequest) -> ResolvedFactor:
    if request.slot not in factors:
        raise InvalidInput(f"The entry records no factor “{request.slot}”.", where="factors")
    return factors[request.slot]
