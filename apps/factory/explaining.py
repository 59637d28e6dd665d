"""A specification explained: what was understood, what was not, what is missing, and what would complete it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.agents.completion import Catalogue, Proposal, lacking, propose
from apps.agents.domains import DomainMatch, match_document, match_domain
from apps.agents.spec import Finding, Listing, PackSpec, SpecReading, read_any, validate_spec
from apps.agents.spec.errors import json_pointer, path_text
from apps.agents.spec.explanation import understood
from apps.agents.spec.goldens import WorkedGolden, work_goldens
from apps.agents.spec.plan import plan_of
from apps.agents.spec.preview import preview
from greenlang.errors import GreenLangError

FAILS = "golden-fails"
"""Code of a warning that no build survives: a golden test does not hold, and nobody has said why."""


@dataclass(frozen=True)
class Explanation:
    """What is to be said of a specification.

    Attributes:
        findings: of validation, each with its place.
        worked: the golden tests as they come out; empty where they cannot be calculated yet.
        proposal: None where nothing is missing, or it was not asked for.
    """

    reading: SpecReading
    domain: DomainMatch
    findings: Sequence[Finding]
    worked: Sequence[WorkedGolden]
    proposal: Proposal | None

    @property
    def missing(self) -> list[Finding]:
        """What stands in the way of an agent."""
        return [finding for finding in self.findings if finding.is_error or finding.code == FAILS]

    @property
    def is_buildable(self) -> bool:
        """Whether an agent can be built as it is."""
        return not self.missing

    def as_document(self) -> dict[str, Any]:
        """In JSON's types."""
        reading = self.reading
        return {
            "outcome": "specification",
            "buildable": self.is_buildable,
            "dialect": _dialect(reading.recognised),
            "agent_id": reading.spec.agent.id,
            "version": reading.spec.pack.version,
            "source_hash": reading.source_hash,
            "domain": self.domain.as_document(),
            "read_as": [_read_as(entry, reading) for entry in reading.read_as],
            "understood": [part.as_dict() for part in understood(reading)],
            "not_understood": [key.as_dict() for key in reading.ledger],
            "missing": [finding.as_dict() for finding in self.missing],
            "findings": [finding.as_dict() for finding in self.findings if finding not in self.missing],
            "golden": golden_documents(reading.spec, self.worked),
            "proposal": _proposal(self.proposal),
        }


def spec_explain(
    source: bytes, catalogue: Catalogue, *, completion: bytes = b"", filename: str = "pack.yaml"
) -> Explanation | Listing:
    """Read, match, validate and calculate; propose what is missing.

    Raises:
        SpecError: it cannot be read.
    """
    reading = read_any(source, completion=completion, filename=filename)
    if isinstance(reading, Listing):
        return reading
    domain = match_domain(reading.spec)
    found = validate_spec(reading.spec, lookup=catalogue.lookup, potentials=catalogue.potentials)
    findings = reading.located([*found, *lacking(reading.spec)])
    proposal = None if reading.spec.formulas else propose(reading, domain, catalogue)
    return Explanation(reading, domain, findings, _goldens(reading, catalogue), proposal)


def listing_document(listing: Listing) -> dict[str, Any]:
    """What a manifest contains and why nothing of it can be built, in JSON's types."""
    return {
        "outcome": "listing",
        "buildable": False,
        "dialect": _dialect(listing.dialect),
        "name": listing.name,
        "version": listing.version,
        "domain": match_document(_named(listing)).as_document(),
        "reason": listing.reason,
        "counts": {kind: str(count) for kind, count in listing.counts().items()},
        "entries": [entry.as_dict() for entry in listing.entries],
        "others": [
            {"path": path_text(other.path), "line": str(other.line), "value": preview(other.value)}
            for other in listing.others
        ],
    }


def _named(listing: Listing) -> Mapping[str, object]:
    """What a manifest says of itself and of its parts, for the domain."""
    parts = [{"name": entry.name, "description": entry.description} for entry in listing.entries]
    return {"name": listing.name, "contents": parts}


def _goldens(reading: SpecReading, catalogue: Catalogue) -> Sequence[WorkedGolden]:
    """The golden tests worked; none where the specification cannot calculate, which the findings tell."""
    if not reading.spec.formulas:
        return ()
    try:
        plan = plan_of(reading.spec)
    except GreenLangError:
        return ()
    return work_goldens(reading.spec, plan, catalogue.lookup, catalogue.potentials)


def _dialect(dialect: Any) -> dict[str, str]:
    return {"id": dialect.id, "name": dialect.name, "recognised_by": dialect.recognised_by}


def _read_as(entry: Any, reading: SpecReading) -> dict[str, str]:
    return {
        "pointer": json_pointer(entry.path),
        "path": path_text(entry.path),
        "line": str(reading.composition.documents["pack"].line_of(entry.path)),
        "written": entry.written,
        "meaning": entry.meaning,
        "why": entry.why,
    }


def golden_documents(spec: PackSpec, worked: Iterable[WorkedGolden]) -> list[dict[str, Any]]:
    """Golden tests as they came out, expected and calculated figures side by side, in JSON's types."""
    accepted = {entry.golden for entry in spec.tests.contradicted}
    return [_golden_document(each, contradicted=each.name in accepted) for each in worked]


def _golden_document(worked: WorkedGolden, *, contradicted: bool) -> dict[str, Any]:
    return {
        "name": worked.name,
        "holds": worked.holds,
        "contradicted": contradicted,
        "refused": worked.refused.message if worked.refused else "",
        "figures": [
            {
                "name": each.name,
                "expected": each.expected,
                "calculated": each.calculated,
                "tolerance": each.tolerance,
                "holds": each.holds,
            }
            for each in worked.compared
        ],
    }


def _proposal(proposal: Proposal | None) -> dict[str, Any] | None:
    if proposal is None:
        return None
    return {
        "completion": proposal.completion.decode(),
        "nothing": proposal.nothing,
        "notes": list(proposal.notes),
        "unserved": [{"what": left.what, "why": left.why} for left in proposal.unserved],
        "contradicted": [found.as_dict() for found in proposal.contradicted],
    }
