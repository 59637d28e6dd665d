"""The answer to a request, made of the figures that were chosen, and how they were found in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from apps.calculations.catalogue.bundles import Candidate, Choice, per
from greenlang.engine.contract import FactorRequest
from greenlang.engine.formula import FactorComponent, ResolvedFactor
from greenlang.engine.gases import CO2, CO2_BIOGENIC, CO2E


def resolved_factor(choice: Choice, steps: Sequence[str]) -> ResolvedFactor:
    """The factor as a calculation takes it; every figure of the choice is available."""
    first = choice.members[0]
    row, edition = first.row, first.edition
    return ResolvedFactor(
        components=tuple(component_of(member) for member in choice.members),
        source=edition.source,
        edition=edition.slug,
        region=row.region,
        activity=row.activity,
        citation=edition.cite(row.table),
        licence=edition.licence,
        basis=row.basis,
        data_year=edition.data_year,
        table=row.table,
        steps=tuple(steps),
        gwp_basis=_gwp_basis(choice),
        published_total=component_of(choice.total) if choice.total else None,
    )


def component_of(candidate: Candidate) -> FactorComponent:
    """One figure; what is published as the CO2e of a gas has CO2e for its mass."""
    row = candidate.row
    if row.value is None:
        raise ValueError(f"{candidate.ef_cid} is published as not available")
    name = row.gas or row.category  # a parameter is named after what it is
    unit = row.unit if row.as_co2e_at is None else row.unit.replace(f"({row.gas})", f"({CO2E})", 1)
    return FactorComponent(name, candidate.ef_cid, row.value, unit, row.as_co2e_at)


def explanation(choice: Choice, request: FactorRequest, *, on: date | None) -> Iterator[str]:
    """What was found beyond what was named, one sentence each."""
    bundle = choice.bundle
    first = choice.members[0]
    if on is not None:
        yield f"applicable {first.applicability}"
    if not request.edition:
        yield f"edition {first.edition.slug}, the only one that answers"
    if first.row.basis and not request.basis:
        yield f"basis {first.row.basis}, as published"
    route = f", route {first.row.route}" if first.row.route else ""
    yield f"unit {per(bundle)}{route}"
    if choice.gases != ("",):
        yield f"gases {', '.join(choice.gases)}"
    yield from _on_gases(choice, request)
    if not first.edition.licence_established:
        yield "licence not established: kept out of exports until an operator accepts it"
    notes = dict.fromkeys(note for member in choice.members for note in member.row.notes.split("; ") if note)
    if notes:
        yield f"note: {'; '.join(notes)}"


def _on_gases(choice: Choice, request: FactorRequest) -> Iterator[str]:
    if CO2_BIOGENIC in choice.gases and CO2 in request.gases:
        yield "CO2 of this fuel is published as biogenic: reported apart, outside the scopes"
    if choice.total is not None:
        basis = choice.total.row.embedded_gwp(choice.total.edition)
        yield f"published total CO2e {choice.total.ef_cid}, {basis}, beside the gases"
    if CO2E in choice.gases:
        yield f"CO2e only, GWP basis {_gwp_basis(choice)}: not separable, cannot be re-based"


def _gwp_basis(choice: Choice) -> str:
    """Of the CO2e in the answer; empty where every gas is by itself."""
    whole = next((member for member in choice.members if member.row.gas == CO2E), None)
    return whole.row.embedded_gwp(whole.edition) if whole else ""
