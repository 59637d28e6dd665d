"""``quality-report.json``: what lies beside a pack and names it."""

from apps.evaluation.results import Evaluation
from apps.evaluation.scoring import GateDecision
from greenlang.engine.canonical_json import sha256_of

SCHEMA = "greenlang.quality-report/1"


def quality_report(evaluation: Evaluation, gate: GateDecision, pack_sha256: str) -> dict[str, object]:
    """The report as a canonical document; ``report_hash`` is over all else.

    Args:
        pack_sha256: 64 hexadecimal digits of the pack the evaluated files are in.
    """
    document: dict[str, object] = {
        "schema": SCHEMA,
        "pack_sha256": pack_sha256,
        "gate": gate.as_document(),
        "evaluation": evaluation.as_document(),
    }
    return {**document, "report_hash": sha256_of(document)}
