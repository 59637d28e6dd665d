"""Packs that come with the product: what each calculates, and how far it is in a tenant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from apps.agents.lifecycle import State
from apps.agents.models import SPEC_BYTES, AgentVersion
from apps.agents.spec import PackSpec, read_spec
from apps.agents.spec.model import FactorSpec, FromInput
from apps.calculations.catalogue.fallback import MARKET_BASED, method_of
from apps.factory.services import KIND
from apps.factory.tasks import build_submit
from apps.jobs.models import Job
from apps.registry.selectors import versions_in_order
from greenlang.errors import GreenLangError, NotFound

WORLD = "GLO"
_EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES EU FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
AREAS: Mapping[str, tuple[str, frozenset[str]]] = {
    "GB": ("United Kingdom", frozenset({"GB"})),
    "EU": ("Germany and the EU", _EU),
    "US": ("United States", frozenset({"US"})),
}
"""Where a site may lie, with its countries."""
ANYWHERE, SEVERAL = "anywhere", "several"


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A pack as shipped; ``scopes`` of the formulas it has, in order, and the ``countries`` its factors are of."""

    agent_id: str
    name: str
    description: str
    scopes: tuple[str, ...]
    countries: frozenset[str]
    source: bytes
    completion: bytes

    @property
    def area(self) -> str:
        """The one of ``AREAS`` it is for, ``anywhere``, or ``several``."""
        if WORLD in self.countries:
            return ANYWHERE
        return next((area for area, (_, within) in AREAS.items() if self.countries <= within), SEVERAL)

    def serves(self, area: str) -> bool:
        """Whether a site in one of ``AREAS`` finds a factor in it."""
        return WORLD in self.countries or bool(self.countries & AREAS[area][1])


@cache
def ready_made() -> tuple[ReadyMade, ...]:
    """Every pack that is shipped, by scope and name; none where the examples are not installed."""
    folders = sorted((Path(settings.BASE_DIR) / "examples" / "packs").glob("*/pack.yaml"))
    packs = [pack for pack in map(_read, folders) if pack is not None]
    return tuple(sorted(packs, key=lambda pack: (pack.scopes, pack.name)))


def ready_made_get(agent_id: str) -> ReadyMade:
    """The shipped pack of an agent.

    Raises:
        NotFound: there is none of that name.
    """
    found = next((pack for pack in ready_made() if pack.agent_id == agent_id), None)
    if found is None:
        raise NotFound("There is no such pack.", where="pack")
    return found


BUILDING = frozenset({State.DRAFT, State.BUILDING, State.TESTING, State.VALIDATED, State.STAGED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A shipped pack, and how far it is in a tenant: its highest version, and the job that builds or built it."""

    pack: ReadyMade
    version: AgentVersion | None
    job_id: str | None

    @property
    def state(self) -> str:
        """``absent``, ``building``, or the version's."""
        if self.version is None:
            return "absent"
        return "building" if self.version.state in BUILDING else self.version.state


def ready_made_standing(area: str = "") -> list[Standing]:
    """Every shipped pack, or those that serve one of `AREAS`, by scope and name."""
    packs = [pack for pack in ready_made() if area not in AREAS or pack.serves(area)]
    versions = newest_versions(pack.agent_id for pack in packs)
    wanted = [str(version.id) for version in versions.values()]
    jobs = Job.objects.filter(kind=KIND, arguments__version_id__in=wanted).order_by("created_at")
    by_version = {job.arguments["version_id"]: str(job.id) for job in jobs}
    found = ((pack, versions.get(pack.agent_id)) for pack in packs)
    return [Standing(pack, version, by_version.get(str(version.id)) if version else None) for pack, version in found]


def ready_made_build(*, pack: ReadyMade, actor: str) -> Job:
    """Hand a shipped pack to a worker; the job that built it where it was built before.

    Raises:
        VersionTaken: it is being built, or waits for a reviewer.
    """
    return build_submit(source=pack.source, completion=pack.completion, actor=actor)


def ready_made_version(pack: ReadyMade) -> AgentVersion:
    """The highest version of a shipped pack's agent.

    Raises:
        NotFound: it was not built here.
    """
    found = newest_versions([pack.agent_id]).get(pack.agent_id)
    if found is None:
        raise NotFound(f"{pack.name} was not built here.", where="pack", mend="Build it first.")
    return found


def newest_versions(agent_ids: Iterable[str]) -> dict[str, AgentVersion]:
    """The highest version of each of these agents that the tenant has."""
    rows = AgentVersion.objects.filter(agent__slug__in=list(agent_ids)).select_related("agent").defer(*SPEC_BYTES)
    return {version.agent.slug: version for version in reversed(versions_in_order(rows))}


def _read(path: Path) -> ReadyMade | None:
    source, beside = path.read_bytes(), path.with_name("completion.yaml")
    completion = beside.read_bytes() if beside.is_file() else b""
    try:
        spec = read_spec(source, completion=completion).spec
    except GreenLangError:
        return None
    return ReadyMade(
        spec.agent.id,
        spec.pack.name or spec.agent.id,
        spec.pack.description or spec.agent.description or "",
        tuple(sorted(_scopes(spec))),
        frozenset(code.partition("-")[0] for factor in spec.factors for code in _regions(factor, spec)),
        source,
        completion,
    )


def _scopes(spec: PackSpec) -> set[str]:
    """Scope 2 with its method: market-based is what asks for an instrument, a supplier's rate or a residual mix."""
    by_market = any(method_of(factor.category) is MARKET_BASED for factor in spec.factors)
    of_two = "2-market" if by_market else "2-location"
    return {of_two if formula.scope == "2" else formula.scope for formula in spec.formulas}


def _regions(factor: FactorSpec, spec: PackSpec) -> set[str]:
    """The regions a factor of emissions can be of: those it says, else those its input may say, else those tested."""
    if factor.parameter or factor.is_pinned or not factor.category:
        return set()
    region = factor.region
    if not isinstance(region, FromInput):
        return {region}
    field = next(field for field in spec.agent.inputs if field.name == region.input)
    said = region.means.values() or field.validation.enum
    tested = (golden.input.get(region.input, field.default) for golden in spec.tests.golden)
    return {str(code) for code in (said or tested) if code}
