"""What a change of version changes in numbers: the same inputs calculated by both, nothing written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.agents.models import AgentVersion
from apps.agents.spec import SpecError
from apps.agents.spec.plan import golden_document, plan_of
from apps.factory.reading import Submission, submission_read
from apps.registry.models import Consumer
from apps.runtime.services.execution import Computed, agent_of, compute
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract
from greenlang.errors import GreenLangError

MOST = 24


@dataclass(frozen=True, slots=True)
class Worked:
    """What one version makes of an input: a result in its unit, or why it refuses.

    Attributes:
        factors: citation of each factor by its slot.
    """

    result: Decimal | None = None
    unit: str = ""
    formula: str = ""
    factors: Mapping[str, str] | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One input with what both versions make of it; ``origin`` says whose input it is."""

    name: str
    origin: str
    before: Worked
    after: Worked

    @property
    def difference(self) -> Decimal | None:
        """After minus before; None where they cannot be subtracted."""
        if self.before.result is None or self.after.result is None or self.before.unit != self.after.unit:
            return None
        return self.after.result - self.before.result

    @property
    def is_same(self) -> bool:
        """Whether nobody would notice: the same result, or both refuse."""
        if self.before.result is None and self.after.result is None:
            return True
        return self.difference == 0


def numbers_compare(before: AgentVersion, after: AgentVersion) -> list[NumberChange]:
    """The golden inputs of both versions and the documents of the consumers, each worked by both; the first 24.

    Raises:
        BadPack, UntrustedSignature: what is stored is not what was registered.
    """
    agents = agent_of(before), agent_of(after)
    seen: dict[bytes, tuple[str, str, Mapping[str, Any]]] = {}
    for name, origin, document in _inputs(before, after):
        seen.setdefault(canonical_json(dict(document)), (name, origin, document))
    return [
        NumberChange(name, origin, _work(agents[0], document), _work(agents[1], document))
        for name, origin, document in list(seen.values())[:MOST]
    ]


def _inputs(before: AgentVersion, after: AgentVersion) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for row in Consumer.objects.filter(agent_id=before.agent_id):
        for place, document in enumerate(row.document.get("documents") or (), start=1):
            yield f"{row.name}, {place}", "sent by a consumer", document
    for version in (before, after):
        try:
            spec = submission_read(Submission.of(version)).spec
            fields = plan_of(spec).fields
        except (SpecError, GreenLangError):
            continue
        for golden in spec.tests.golden:
            yield golden.name, f"golden test of {version.version}", golden_document(golden.input, fields)


def _work(agent: AgentContract, document: Mapping[str, Any]) -> Worked:
    try:
        return _worked(compute(agent, document))
    except GreenLangError as error:
        return Worked(refused=error.message)


def _worked(found: Computed) -> Worked:
    return Worked(
        result=found.outcome.result,
        unit=found.outcome.result_unit,
        formula=found.formula.rendered,
        factors={slot: factor.citation for slot, factor in sorted(found.factors.items())},
    )
