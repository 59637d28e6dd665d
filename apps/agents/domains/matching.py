"""Which domain a specification belongs to, with the words and fields that say so."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from apps.agents.domains.domain import Domain, Sector
from apps.agents.domains.evidence import Evidence, evidence_of
from apps.agents.domains.measures import domains_by_kind, kind_of
from apps.agents.domains.taxonomy import BY_ID, GENERAL, TAXONOMY, Service, service_of
from apps.agents.domains.words import tokens_of
from apps.agents.spec.model import PackSpec

METHOD_POINTS = 50
CATEGORY_POINTS = 40
BORROWED_POINTS = 20
REFERENCE_POINTS = 30
TYPE_POINTS = 20
UNIT_POINTS = 12
SCOPE_POINTS = 10

THRESHOLD = 12
"""Below this the signs are too few to say anything; a scope alone, or one word of a description, is."""

CLEAR_MARGIN = 10
"""A lead below this may be turned by a handful of words, and is said to be close."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason: what was found, and what it counts."""

    points: int
    text: str

    def __str__(self) -> str:
        return f"{self.text} (+{self.points})"


@dataclass(frozen=True, slots=True)
class DomainMatch:
    """The domain found.

    Attributes:
        domain: id in the taxonomy, or ``general`` when no domain reaches the threshold.
        scope: "1", "2", "3"; of the formulas where they agree, else of the domain; may be empty.
        score: the sum of its signs' points; 0 for ``general``.
        reasons: each sign with its points, the strongest first.
        runner_up: the next best domain, empty if none scored.
        runner_up_score: its points.
        signs: the reasons with their points apart.
    """

    domain: str
    scope: str
    score: int
    reasons: tuple[str, ...]
    runner_up: str = ""
    runner_up_score: int = 0
    signs: tuple[Sign, ...] = ()

    @property
    def margin(self) -> int:
        """How far the domain leads the runner-up; 0 where none was found."""
        return self.score - self.runner_up_score if self.score else 0

    @property
    def is_close(self) -> bool:
        """Whether another domain is so near that a person should look."""
        return bool(self.runner_up) and self.margin < CLEAR_MARGIN

    @property
    def about(self) -> Domain:
        """The domain with its title, activity and sector."""
        return BY_ID[self.domain]

    @property
    def title(self) -> str:
        """For people: "Stationary combustion"."""
        return self.about.title

    @property
    def sector(self) -> Sector:
        """Where in the economy."""
        return self.about.sector

    @property
    def service(self) -> Service:
        """The methods, categories and gases that serve it, or why there are none."""
        return service_of(self.domain)

    def as_document(self) -> dict[str, object]:
        """In JSON's types: what was found, why, and what serves it."""
        service = self.service
        return {
            "domain": self.domain,
            "title": self.title,
            "scope": self.scope,
            "activity": self.about.activity,
            "sector": str(self.sector),
            "score": self.score,
            "reasons": list(self.reasons),
            "runner_up": self.runner_up,
            "runner_up_score": self.runner_up_score,
            "margin": self.margin,
            "is_close": self.is_close,
            "methods": list(service.methods),
            "categories": list(service.categories),
            "gases": list(service.gases),
            "remark": service.remark,
        }


def match_domain(spec: PackSpec) -> DomainMatch:
    """Score every domain of the taxonomy by fixed points; the highest wins, ties by taxonomy order.

    Points: methods named in formulas 50 and catalogue categories 40 (20 borrowed), each times the domain's share
    of them; ``ef://`` references 30 times its share; the type of the agent 20; the scope of the formulas 10; a unit
    12 divided by the number of domains that measure in it; each word once, where it counts most: in a name, id or
    category 8, a formula or reference 5, an input, output or tag 4, a description 2.
    """
    return match_evidence(evidence_of(spec))


def match_evidence(evidence: Evidence) -> DomainMatch:
    """The domain that the signs found point to."""
    scored = [(domain, sorted(_signs(domain, evidence), key=lambda sign: -sign.points)) for domain in TAXONOMY]
    ranked = sorted(scored, key=lambda entry: -_points(entry[1]))
    (best, signs), (second, second_signs) = ranked[0], ranked[1]
    said = next(iter(evidence.scopes)) if len(evidence.scopes) == 1 else ""
    if _points(signs) < THRESHOLD:
        reason = f"no domain of the taxonomy reaches {THRESHOLD} points"
        return DomainMatch(GENERAL.id, said, 0, (reason,), best.id if signs else "", _points(signs))
    return DomainMatch(
        domain=best.id,
        scope=said or best.scope,
        score=_points(signs),
        reasons=tuple(str(sign) for sign in signs),
        runner_up=second.id if second_signs else "",
        runner_up_score=_points(second_signs),
        signs=tuple(signs),
    )


def _points(signs: list[Sign]) -> int:
    return sum(sign.points for sign in signs)


def _signs(domain: Domain, evidence: Evidence) -> Iterator[Sign]:
    yield from _shared(METHOD_POINTS, evidence.methods, domain.families, "formulas name methods of")
    yield from _shared(CATEGORY_POINTS, evidence.categories, domain.categories, "factors are selected from")
    yield from _shared(BORROWED_POINTS, evidence.categories, domain.borrowed, "factors are selected, borrowed, from")
    named = [segment for segment in evidence.references if _refers(segment, domain)]
    yield from _shared(REFERENCE_POINTS, evidence.references, named, "factors refer to")
    types = sorted(evidence.types & domain.types)
    if types:
        yield Sign(TYPE_POINTS, f"the agent's type is {types[0]}")
    if domain.scope and evidence.scopes == {domain.scope}:
        yield Sign(SCOPE_POINTS, f"its formulas are of scope {domain.scope}")
    yield from _measured(domain, evidence)
    for word in domain.words:
        if word in evidence.words:
            points, place = evidence.words[word]
            yield Sign(points, f"{place} says {word!r}")


def _shared(points: int, counted: Counter[str], names: Container[str], verb: str) -> Iterator[Sign]:
    """A sign worth the share of what was counted that has one of these names."""
    mine = sorted(name for name in counted if name in names)
    count, total = sum(counted[name] for name in mine), counted.total()
    earned = points * count // total if total else 0
    if earned:
        share = "" if count == total else f"{count} of {total} "
        yield Sign(earned, f"{share}{verb} {', '.join(mine)}")


def _refers(segment: str, domain: Domain) -> bool:
    """Whether the category of a reference is one of the domain's, its id, or one of its words."""
    if segment in domain.categories or segment == domain.id:
        return True
    said = tokens_of(segment)
    return any(tokens_of(word) == said for word in domain.words)


def _measured(domain: Domain, evidence: Evidence) -> Iterator[Sign]:
    seen = set()
    for unit, place in evidence.units.items():
        kind = kind_of(unit)
        domains = domains_by_kind().get(kind, frozenset()) if kind else frozenset()
        if domain.id in domains and kind not in seen and len(domains) <= UNIT_POINTS:
            seen.add(kind)
            yield Sign(UNIT_POINTS // len(domains), f"{place} is measured in {unit}")
