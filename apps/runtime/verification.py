"""Whether a ledger entry is what it says: its hashes, its link, and the number calculated again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation, LedgerHead, LedgerVerification, Recipe
from apps.calculations.models.ledger import attach_segments
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.selectors.verification import Check, ledger_verify, record_checks, records_hold
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
    """The ledger in one line.

    Args:
        seal: "verified", "broken", or "unverified" where it was not verified up to its end.
        verified_to: the last record that was found to hold, 0 where none was; of a long ledger, at a time.
    """

    seal: str
    records: int
    head_hash: str
    verified_to: int = 0
    verified_at: datetime | None = None

    def as_context(self) -> dict[str, Any]:
        """``ledger`` in the templates."""
        return {
            "state": self.seal,
            "records": f"{self.records:,}",
            "head_hash": self.head_hash,
            "verified_to": f"{self.verified_to:,}" if self.verified_to else "",
            "verified_at": self.verified_at,
            "is_long": self.records > VERIFIED_WHILE_WAITING,
        }


def ledger_state() -> LedgerState:
    """Every hash and link of the present tenant's chain recomputed; of a long one, what was found the last time."""
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).first()
    if head is not None and head.sequence > VERIFIED_WHILE_WAITING:
        return _last_found(head)
    verdict = ledger_verify()
    records, head_hash = (head.sequence, head.chain_hash) if head else (0, "")
    return LedgerState("verified" if verdict.holds else "broken", records, head_hash)


def _last_found(head: LedgerHead) -> LedgerState:
    last = LedgerVerification.objects.first()
    if last is None:
        return LedgerState("unverified", head.sequence, head.chain_hash)
    if not last.holds:
        return LedgerState("broken", head.sequence, head.chain_hash, max(0, (last.bad_sequence or 1) - 1), last.at)
    to_the_end = (last.head_sequence, last.head_hash) == (head.sequence, head.chain_hash)
    seal = "verified" if to_the_end else "unverified"
    return LedgerState(seal, head.sequence, head.chain_hash, last.head_sequence, last.at)


def seals(rows: Iterable[Calculation]) -> dict[int, str]:
    """The seal of each of the rows, by sequence: their hashes and links recomputed."""
    rows = list(rows)
    attach_segments(rows)
    return {sequence: _SEALS[holds] for sequence, holds in records_hold(rows).items()}


_SEALS = {True: "verified", False: "broken", None: "unverified"}


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
