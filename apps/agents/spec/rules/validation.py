"""All rules in order; those that need compiled formulas run only once the parts they build on are right."""

from collections.abc import Callable
from functools import cache

from apps.agents.spec.findings import Finding
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import plan_of
from apps.agents.spec.potentials import Potentials, builtin_potentials
from apps.agents.spec.rules.contradicted import check_contradicted
from apps.agents.spec.rules.factors import check_factors
from apps.agents.spec.rules.formulas import check_formulas
from apps.agents.spec.rules.golden import Catalogue, check_golden
from apps.agents.spec.rules.identity import check_identity
from apps.agents.spec.rules.inputs import check_inputs
from apps.agents.spec.rules.laws import check_laws
from apps.agents.spec.rules.leftovers import check_leftovers
from apps.agents.spec.rules.meanings import check_meanings
from greenlang.engine import FactorRequest, ResolvedFactor
from greenlang.errors import GreenLangError

FactorLookup = Callable[[FactorRequest], ResolvedFactor]


def validate_spec(
    spec: PackSpec, *, lookup: FactorLookup | None = None, potentials: Potentials = builtin_potentials
) -> list[Finding]:
    """Every finding about a specification, errors first, in the order of the rules.

    Args:
        spec: as read.
        lookup: resolves a factor request exactly or raises a ``GreenLangError``; without it the catalogue is
            not asked and selectors are checked for form only.
        potentials: the set of a short name; by default the engine's own, of CO2, CH4 and N2O.

    Returns:
        Findings without lines (``SpecReading.located`` adds them). No error among them: ``generate`` works.
    """
    findings = [
        *check_identity(spec),
        *check_inputs(spec),
        *check_meanings(spec),
        *check_factors(spec),
        *check_formulas(spec),
        *check_laws(spec),
    ]
    if not any(finding.is_error for finding in findings):
        plan, catalogue = plan_of(spec), Catalogue(lookup and _remembered(lookup), cache(potentials))
        findings += [*check_golden(spec, plan, catalogue), *check_contradicted(spec, plan, catalogue)]
    findings += check_leftovers(spec)
    return sorted(findings, key=lambda finding: not finding.is_error)


def _remembered(lookup: FactorLookup) -> FactorLookup:
    """The same, asked once for each request; a refusal is an answer as well."""
    found: dict[FactorRequest, ResolvedFactor | GreenLangError] = {}

    def look(request: FactorRequest) -> ResolvedFactor:
        if request not in found:
            try:
                found[request] = lookup(request)
            except GreenLangError as error:
                found[request] = error
        answer = found[request]
        if isinstance(answer, GreenLangError):
            raise answer
        return answer

    return look
