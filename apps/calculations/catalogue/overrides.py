"""A tenant's own factors: what one is, and how an approved one stands in for a published figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.resolving import component_of
from greenlang.engine.formula import FactorComponent, ResolvedFactor
from greenlang.engine.gases import CO2_BIOGENIC, CO2E


@dataclass(frozen=True, slots=True)
class OwnFactor:
    """An approved factor of a tenant, as a row of the catalogue would be, with the approval and its evidence."""

    candidate: Candidate
    overrides: str
    approved_by: str
    approved_on: date
    reason: str
    evidence: str
    evidence_sha256: str

    @property
    def approval(self) -> str:
        """One sentence for the steps of an answer."""
        approved = f"approved by {self.approved_by} on {self.approved_on}: {self.reason}"
        return f"own factor {self.candidate.ef_cid}, {approved}; evidence {self.evidence}, {self.evidence_sha256}"


def overridden(
    factor: ResolvedFactor,
    overrides: Mapping[str, OwnFactor],
    *,
    wanted: Sequence[str] = (),
    on: date | None = None,
) -> ResolvedFactor:
    """The factor with the tenant's approved figures in the place of published ones, each said in the steps.

    A published total of gases one of which is overridden is left out: it is of other gases. Where the total itself is
    overridden it alone answers, unless the gases were ``wanted`` by name. Overrides that do not apply on the day are
    told and not used; without a day, so are those that end.
    """
    total = factor.published_total
    figures = [*factor.components, *([total] if total else [])]
    concerned = {figure.ef_cid: overrides[figure.ef_cid] for figure in figures if figure.ef_cid in overrides}
    used = {cid: own for cid, own in concerned.items() if own.candidate.applies_on(on)}
    steps = (*factor.steps, *(_told(cid, own, is_used=cid in used) for cid, own in concerned.items()))
    if not used:
        return replace(factor, steps=steps)
    parts = factor.components
    if total is not None and total.ef_cid in used and not wanted:
        parts = (total, *(part for part in parts if part.gas == CO2_BIOGENIC))
    editions = [own.candidate.edition for own in used.values()]
    return replace(
        factor,
        components=tuple(component_of(used[part.ef_cid].candidate) if part.ef_cid in used else part for part in parts),
        source=_with_own(factor.source, (edition.source for edition in editions)),
        citation=_with_own(factor.citation, (edition.citation for edition in editions)),
        steps=steps,
        gwp_basis=_gwp_basis(parts, factor, used),
        published_total=None,
    )


def _told(ef_cid: str, own: OwnFactor, *, is_used: bool) -> str:
    if is_used:
        return f"{ef_cid} is overridden: {own.approval}"
    return f"own factor {own.candidate.ef_cid} in place of {ef_cid} applies {own.candidate.applicability}: not used"


def _with_own(published: str, own: Iterable[str]) -> str:
    return f"{published}; overridden by {'; '.join(dict.fromkeys(own))}"


def _gwp_basis(parts: Sequence[FactorComponent], factor: ResolvedFactor, used: Mapping[str, OwnFactor]) -> str:
    """Of the CO2e among the parts; empty where every gas is by itself."""
    whole = next((part for part in parts if part.gas == CO2E), None)
    if whole is None:
        return ""
    own = used.get(whole.ef_cid)
    return own.candidate.row.embedded_gwp(own.candidate.edition) if own else factor.gwp_basis
