"""Verifying the ledger as a whole, and keeping what was found."""

from apps.calculations.models import LedgerVerification
from apps.calculations.selectors.verification import Verdict, ledger_verify

KIND = "verification"


def ledger_verification() -> Verdict:
    """Recompute every hash and link of the present tenant's chain, and keep the verdict."""
    verdict = ledger_verify()
    LedgerVerification.objects.create(
        holds=verdict.holds,
        head_sequence=verdict.head_sequence,
        head_hash=verdict.head_hash,
        bad_sequence=verdict.bad_sequence,
        reason=verdict.reason,
    )
    return verdict
