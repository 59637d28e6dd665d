"""The taxonomy as a page for readers, ``docs/domains.md``."""

from collections.abc import Iterable

from apps.agents.domains import matching
from apps.agents.domains.domain import Domain
from apps.agents.domains.taxonomy import TAXONOMY, service_of


def page() -> str:
    """The whole page in Markdown; a test keeps the file equal to it."""
    served = [domain for domain in TAXONOMY if not domain.unserved]
    beside = [domain for domain in TAXONOMY if domain.unserved]
    return "\n".join([
        _INTRODUCTION, *_points(), "", "## Served by the method library", "", *_served(served),
        "## Recognised, and served by no method", "", *_beside(beside), "", _WORDS, "", *_words(), "",
    ])  # fmt: skip


def _points() -> Iterable[str]:
    rows = (
        ("a method named in a formula", f"{matching.METHOD_POINTS} × the domain's share of them"),
        ("a category of the catalogue that a factor is selected from", f"{matching.CATEGORY_POINTS} × share"),
        ("such a category, borrowed from another domain", f"{matching.BORROWED_POINTS} × share"),
        ("the category in a reference `ef://source/category/item/year`", f"{matching.REFERENCE_POINTS} × share"),
        ("the type of the agent", f"{matching.TYPE_POINTS}"),
        ("the scope all formulas have", f"{matching.SCOPE_POINTS}"),
        ("a unit the domain's methods measure in", f"{matching.UNIT_POINTS} ÷ the number of domains that do"),
        ("a word or phrase in a name, id or category", "8"),
        ("a word in a formula's title or a factor's reference", "5"),
        ("a word in an input, an output or a tag", "4"),
        ("a word in a description", "2"),
    )
    return ["| sign | points |", "|---|---|", *(f"| {sign} | {points} |" for sign, points in rows)]


def _served(domains: Iterable[Domain]) -> Iterable[str]:
    for domain in domains:
        service = service_of(domain.id)
        number = f", category {domain.scope3_category}" if domain.scope3_category else ""
        yield f"### {domain.title}"
        yield ""
        yield f"`{domain.id}` · scope {domain.scope}{number} · {domain.sector}: {domain.activity}."
        yield ""
        names = ", ".join(name.partition("/")[2] for name in service.methods)
        yield f"- Methods `{domain.families[0]}/…`: {names}"
        yield f"- Factors: {_codes(sorted(domain.categories)) or 'none of its own'}{_borrowed(domain)}"
        yield f"- Gases: {', '.join(_gas(gas) for gas in service.gases)}"
        yield ""


def _beside(domains: Iterable[Domain]) -> Iterable[str]:
    for domain in domains:
        yield f"- **{domain.title}** (`{domain.id}`): {domain.activity}. {domain.unserved}"


def _words() -> Iterable[str]:
    for domain in TAXONOMY:
        types = f"; of type {', '.join(sorted(domain.types))}" if domain.types else ""
        yield f"- `{domain.id}`: {', '.join(domain.words)}{types}"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _borrowed(domain: Domain) -> str:
    return f"; borrowed: {_codes(sorted(domain.borrowed))}" if domain.borrowed else ""


def _gas(gas: str) -> str:
    return "whichever are published" if gas == "published" else gas


_INTRODUCTION = f"""# Domains

What kind of emissions a specification is about. The factory finds it by counting signs, the same way every time and
with no language model, and says which words and fields gave the points, what came second and how far behind. The
page is written from the taxonomy (`apps/agents/domains/`).

The domain with most points is taken; below {matching.THRESHOLD} none is, and the domain is `general`. A lead of less
than {matching.CLEAR_MARGIN} is said to be close. The domain decides nothing about the calculation: formulas and factors
do. It says which methods and factors can be proposed where a specification has none, and under what it is found.

Each word counts once, where it counts most. Upper case, underscores and a plural s make no difference; a word inside
another is none.
"""

_WORDS = """## The words"""
