"""The Inline XBRL report: an XHTML page for people whose figures carry their facts; and the package around it.

The page asks for nothing: no script, no font, no image, no address that a reader would load.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from apps.reports.xbrl.archive import packed
from apps.reports.xbrl.facts import Fact, XbrlReport
from apps.reports.xbrl.oim import NAMESPACES
from apps.reports.xbrl.rendering import rendered

PACKAGE_TYPE: Final = "https://xbrl.org/report-package/2023/xbri"
_SECTIONS: Final = {
    "4": "Emissions",
    "5": "Emissions by gas",
    "7": "Scope 3 by category",
    "9": "Emission trading schemes",
    "10": "Energy",
    "11": "Intensity",
}
_OTHER: Final = "Further figures"
_MINUS: Final = "\N{MINUS SIGN}"
_USED: Final = ("iso4217", "utr")


@dataclass(frozen=True, slots=True)
class _Context:
    id: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    numerators: str
    denominators: str


@dataclass(frozen=True, slots=True)
class _Row:
    """``sign_shown``: a minus sign that stands before the figure, or nothing."""

    fact: Fact
    context: str
    unit: str
    sign_shown: str
    figure: str


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    rows: list[_Row]


def write_package(report: XbrlReport) -> bytes:
    """The report package (``.xbri``): one folder with what it is, and the page; the same report, the same bytes."""
    about = json.dumps({"documentInfo": {"documentType": PACKAGE_TYPE}}).encode()
    top = f"{report.mapping.standard}-{report.lei}-{report.end}"
    return packed({f"{top}/META-INF/reportPackage.json": about, f"{top}/reports/report.xhtml": write_inline(report)})


def write_inline(report: XbrlReport) -> bytes:
    """The page alone."""
    contexts = _contexts(report.facts)
    units = _units(report.facts)
    namespaces = {report.mapping.prefix: report.mapping.edition.namespace}
    return rendered(
        "report.xhtml",
        report=report,
        namespaces=namespaces | {prefix: NAMESPACES[prefix] for prefix in _USED},
        contexts=contexts.values(),
        units=units.values(),
        sections=list(_sections(report.facts, contexts, units)),
    )


def _contexts(facts: Iterable[Fact]) -> dict[tuple[tuple[str, str], ...], _Context]:
    found: dict[tuple[tuple[str, str], ...], _Context] = {}
    for fact in facts:
        members = tuple(sorted(fact.members.items()))
        found.setdefault(members, _Context("period" + "".join(f"-{member}" for _, member in members), members))
    return found


def _units(facts: Iterable[Fact]) -> dict[str, _Unit]:
    found = {}
    for measure in dict.fromkeys(fact.measure for fact in facts):
        numerators, _, denominators = measure.partition("/")
        id_ = "-per-".join(part.partition(":")[2] for part in measure.split("/"))
        found[measure] = _Unit(id_, numerators, denominators)
    return found


def _sections(
    facts: Iterable[Fact], contexts: dict[tuple[tuple[str, str], ...], _Context], units: dict[str, _Unit]
) -> Iterator[_Section]:
    rows: dict[str, list[_Row]] = {}
    for fact in facts:
        context = contexts[tuple(sorted(fact.members.items()))]
        sign = _MINUS if fact.value < 0 else ""
        row = _Row(fact, context.id, units[fact.measure].id, sign, _figure(fact.shown))
        rows.setdefault(_SECTIONS.get(fact.section, _OTHER), []).append(row)
    return (_Section(title, rows[title]) for title in (*_SECTIONS.values(), _OTHER) if title in rows)


def _figure(number: Decimal) -> str:
    """With its decimals and a comma between thousands; without a sign, which stands before the tag."""
    return f"{abs(number):,f}"
