"""Which domain a specification belongs to, with the words and fields that say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.agents.domains.taxonomy import GENERAL, TAXONOMY, Domain
from apps.agents.spec.model import PackSpec

CATEGORY_POINTS = 40
SCOPE_POINTS = 10
THRESHOLD = 15
"""Below this the signs are too few to say anything; a scope alone, or one word of a description, is."""

_NAME_POINTS = 8
_FORMULA_POINTS = 5
_INPUT_POINTS = 4
_DESCRIPTION_POINTS = 2

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class DomainMatch:
    """The domain found.

    Attributes:
        domain: id in the taxonomy, or ``general`` when no domain reaches the threshold.
        scope: "1", "2", "3"; of the formulas where they agree, else of the domain.
        score: points of the domain found, 0 to 100.
        reasons: each sign with its points, the strongest first.
        runner_up: the next best domain, empty if none scored.
    """

    domain: str
    scope: str
    score: int
    reasons: tuple[str, ...]
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class _Sign:
    points: int
    text: str


def match_domain(spec: PackSpec) -> DomainMatch:
    """Score every domain of the taxonomy by fixed points; the highest wins, ties by taxonomy order.

    Points: the catalogue category of a factor 40, the scope of the formulas 10, and each word of a domain
    once, where it counts most: in a name or id 8, a formula or factor 5, an input 4, a description 2.
    """
    texts = [(points, place, _normal(text)) for points, place, text in _texts(spec)]
    scored = [(domain, _signs(domain, spec, texts)) for domain in TAXONOMY]
    ranked = sorted(scored, key=lambda entry: -_points(entry[1]))
    (best, signs), (second, second_signs) = ranked[0], ranked[1]
    scopes = {formula.scope for formula in spec.formulas}
    said = scopes.pop() if len(scopes) == 1 else ""
    if _points(signs) < THRESHOLD:
        reason = f"no domain of the taxonomy reaches {THRESHOLD} points"
        return DomainMatch(GENERAL.id, said, 0, (reason,), best.id if signs else "")
    return DomainMatch(
        domain=best.id,
        scope=said or best.scope,
        score=min(100, _points(signs)),
        reasons=tuple(sign.text for sign in sorted(signs, key=lambda sign: -sign.points)),
        runner_up=second.id if second_signs else "",
    )


def _points(signs: list[_Sign]) -> int:
    return sum(sign.points for sign in signs)


def _signs(domain: Domain, spec: PackSpec, texts: list[tuple[int, str, str]]) -> list[_Sign]:
    signs = []
    categories = sorted({factor.category for factor in spec.factors} & domain.categories)
    if categories:
        signs.append(_Sign(CATEGORY_POINTS, f"factors are selected from {', '.join(categories)} (+{CATEGORY_POINTS})"))
    scopes = {formula.scope for formula in spec.formulas}
    if scopes == {domain.scope}:
        signs.append(_Sign(SCOPE_POINTS, f"its formulas are of scope {domain.scope} (+{SCOPE_POINTS})"))
    for word in domain.words:
        places = [(points, place) for points, place, text in texts if f" {word} " in text]
        if places:
            points, place = max(places, key=lambda entry: entry[0])
            signs.append(_Sign(points, f"{place} says {word!r} (+{points})"))
    return signs


def _texts(spec: PackSpec) -> Iterator[tuple[int, str, str]]:
    yield _NAME_POINTS, "pack.name", spec.pack.name
    yield _NAME_POINTS, "pack.id", spec.pack.id
    yield _DESCRIPTION_POINTS, "pack.description", spec.pack.description
    yield _DESCRIPTION_POINTS, "pack.category", spec.pack.category
    for index, agent in enumerate(spec.agents):
        place = f"agents[{index}]"
        yield _NAME_POINTS, f"{place}.name", agent.name
        yield _NAME_POINTS, f"{place}.id", agent.id
        yield _DESCRIPTION_POINTS, f"{place}.description", agent.description
        for number, field in enumerate(agent.inputs):
            yield _INPUT_POINTS, f"{place}.inputs[{number}].name", field.name
            yield _DESCRIPTION_POINTS, f"{place}.inputs[{number}].description", field.description
            choices = " . ".join(str(choice) for choice in field.validation.enum)
            yield _INPUT_POINTS, f"{place}.inputs[{number}].validation.enum", choices
    for index, factor in enumerate(spec.factors):
        yield _FORMULA_POINTS, f"factors[{index}].ref", factor.ref
    for index, formula in enumerate(spec.formulas):
        yield _FORMULA_POINTS, f"formulas[{index}].title", f"{formula.id} {formula.title}"
        yield _DESCRIPTION_POINTS, f"formulas[{index}].source", formula.source


def _normal(text: str) -> str:
    """Lower-case words between single blanks, so that a phrase is found as whole words."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
