"""Ledgers made in memory by the kernel, and certificates of them: no database, one key a ledger."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from typing import Any

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.document import (
    CertifiedRecord,
    CertifiedSegment,
    Run,
    SubjectKind,
    certificate_text,
    previous_of,
    stretches,
)
from apps.calculations.certificates.statements import CHECKPOINT, Statement, Store, statement_body
from greenlang.engine import BUILTIN_GWP, Binding, CompiledFormula, GwpSet, Quantity, ResolvedFactor, recipe_of
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.chain import GENESIS, Segment, chain_hash, digest_bytes, digest_text, merkle_root
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import Recipe, Record, masses_text
from greenlang.signing import Keyring, Signer

# Untyped, as it is for Python alone.
verifier: Any = import_module("apps.calculations.certificates.verify_certificate")
TENANT = "5f0c8a52-7d9b-4a5e-9d64-2f3f0c0e1a11"
PERIOD = "9a3c1c1e-0a75-4f0a-8a53-7a52f2f4b0aa"
AT = "2026-01-31T12:00:00.000000Z"
AGENT = {"id": "natural-gas", "version": "1.0.0", "pack_sha256": "0" * 64}


def calculated(
    formula: CompiledFormula,
    inputs: Mapping[str, Quantity],
    factors: Mapping[str, ResolvedFactor],
    gwp: GwpSet = BUILTIN_GWP["AR5"],
    **changes: Any,
) -> tuple[Record, Recipe]:
    """One calculation as the ledger stores it."""
    outcome = formula.evaluate(inputs, factors, gwp)
    documents = {name: quantity.as_document() for name, quantity in inputs.items()}
    binding = Binding(formula.definition.id, inputs, {}, documents)
    recipe = recipe_of(agent=AGENT, formula=formula, binding=binding, factors=factors, gwp=gwp, outcome=outcome)
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "tenant_id": TENANT,
        "recorded_at": AT,
        "recipe": recipe.hash,
        "inputs": canonical_json(documents).decode(),
        "masses": masses_text(outcome),
        "result": canonical_number(outcome.result),
        "co2e": canonical_number(outcome.co2e),
        "co2_biogenic": canonical_number(outcome.co2_biogenic),
        "source": '{"site":"North"}',
        "period_id": PERIOD,
    }
    return Record(**{**values, **changes}), recipe


def reversal(record: Record, **changes: Any) -> dict[str, str]:
    """What a record that takes another back states: every amount negative."""

    def negative(text: str) -> str:
        return canonical_number(Decimal(text).copy_negate())

    masses = [negative(mass) for mass in json.loads(record.masses)]
    amounts = {name: negative(getattr(record, name)) for name in ("result", "co2e", "co2_biogenic")}
    return {"masses": canonical_json(masses).decode(), **amounts, "reverses": record.id, **changes}


@dataclass
class MemoryLedger:
    """A chain of segments with checkpoints, as the product keeps it."""

    keyring: Keyring = field(default_factory=lambda: Keyring(Signer.generate()))
    records: list[CertifiedRecord] = field(default_factory=list)
    segments: list[CertifiedSegment] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def append(self, made: Sequence[tuple[Record, Recipe]]) -> None:
        """One segment of these."""
        first = len(self.records) + 1
        leaves = [digest_bytes(record.hash) for record, _ in made]
        root = digest_text(merkle_root(leaves))
        previous = self.segments[-1].link.chain_hash if self.segments else GENESIS
        link = chain_hash(tenant_id=TENANT, first_sequence=first, count=len(made), previous=previous, root=root)
        content = b"".join(leaves) if len(leaves) > 1 else b""
        self.segments.append(CertifiedSegment(Segment(first, len(made), root, link), content))
        self.records += [CertifiedRecord(first + i, *pair) for i, pair in enumerate(made)]

    def checkpoint(self, at: str = AT) -> None:
        """Sign where the chain is."""
        last = self.segments[-1].link
        content = {"sequence": str(last.last_sequence), "chain_hash": last.chain_hash}
        after = self.statements[-1] if self.statements else None
        body = statement_body(CHECKPOINT, tenant_id=TENANT, after=after, at=at, content=content)
        self.statements.append(Statement(body, self.keyring.statement(body)))

    def certificate(self, *sequences: int, kind: SubjectKind = "calculation", subject_id: str = "") -> bytes:
        """Of the records with these sequences."""
        wanted = [found for found in self.records if found.sequence in sequences]
        holding = {s.link.first_sequence for s in self.segments for r in wanted if _within(s, r.sequence)}
        anchors = Anchors(Store(tuple(self.statements)))
        runs = [self._run(first, point, holding) for first, point in stretches(sorted(holding), anchors)]
        return certificate_text(
            tenant_id=TENANT,
            kind=kind,
            subject_id=subject_id or (PERIOD if kind == "period" else wanted[0].record.id),
            records=wanted,
            runs=runs,
            keyring=self.keyring,
            at=AT,
        )

    def _run(self, first: int, point: Statement, holding: set[int]) -> Run:
        inside = [s for s in self.segments if first <= s.link.first_sequence <= point.sequence]
        before = [s.link for s in self.segments if s.link.first_sequence < first]
        shown = [s if s.link.first_sequence in holding else CertifiedSegment(s.link) for s in inside]
        return Run(previous_of(before[-1] if before else None), shown, point)


def _within(segment: CertifiedSegment, sequence: int) -> bool:
    return segment.link.first_sequence <= sequence <= segment.link.last_sequence
