"""A small taxonomy of our own for each mapping: its concepts with their types, its tables and its sums, and no more.

It stands at the official addresses by a catalogue, so that a report which names the official taxonomy can be examined
where that is not at hand, and nothing is fetched. It repeats no label, reference or rule of the official one.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from apps.reports.xbrl.archive import packed
from apps.reports.xbrl.mapping import StandardMapping, Table
from apps.reports.xbrl.rendering import rendered

_DTR: Final = "dtr-types"
_OF_XBRL: Final = frozenset({"monetaryItemType"})
_LINE_ITEMS: Final = "GreenLangLineItems"


@dataclass(frozen=True, slots=True)
class Role:
    """A part of a linkbase."""

    id: str
    uri: str
    used_on: str


@dataclass(frozen=True, slots=True)
class Item:
    """A declared element."""

    name: str
    type: str
    group: str
    is_abstract: bool


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation between two elements."""

    arcrole: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Link:
    """Relations of one role, and the elements they are between."""

    role: Role
    names: tuple[str, ...]
    arcs: tuple[Arc, ...]


@cache
def own_taxonomy(mapping: StandardMapping) -> bytes:
    """The taxonomy package of a mapping, a zip file; the same mapping gives the same bytes."""
    edition = mapping.edition
    folder, _, entry = edition.schema_ref.rpartition("/")
    shared = {"prefix": mapping.prefix, "entry": entry}
    tables = [_linked(_role("tables", table.name, "definitionLink"), _arcs(table)) for table in mapping.tables]
    tables.append(_linked(_role("tables", "defaults", "definitionLink"), _defaults(mapping)))
    sums = [(_role("sums", each.total, "calculationLink"), each) for each in mapping.sums]
    top = f"greenlang-{edition.id}"
    return packed(
        {
            f"{top}/META-INF/taxonomyPackage.xml": rendered(
                "taxonomyPackage.xml", id=edition.id, title=edition.title, schema_ref=edition.schema_ref
            ),
            f"{top}/META-INF/catalog.xml": rendered("catalog.xml", folder=f"{folder}/"),
            f"{top}/taxonomy/{entry}": rendered(
                "taxonomy.xsd",
                prefix=mapping.prefix,
                namespace=edition.namespace,
                items=_items(mapping),
                roles=[*(table.role for table in tables), *(role for role, _ in sums)],
            ),
            f"{top}/taxonomy/greenlang-tables.xml": rendered("tables.xml", **shared, tables=tables),
            f"{top}/taxonomy/greenlang-sums.xml": rendered("sums.xml", **shared, sums=sums),
        }
    )


def _role(kind: str, name: str, used_on: str) -> Role:
    return Role(id=f"{kind}-{name}", uri=f"urn:greenlang:{kind}:{name}", used_on=used_on)


def _items(mapping: StandardMapping) -> list[Item]:
    found = [Item(concept, _type(name), "xbrli:item", is_abstract=False) for concept, name in mapping.types.items()]
    if mapping.tables:
        found.append(Item(_LINE_ITEMS, "xbrli:stringItemType", "xbrli:item", is_abstract=True))
    axes = {axis: members for table in mapping.tables for axis, members in table.axes.items()}
    found += [
        Item(table.name, "xbrli:stringItemType", "xbrldt:hypercubeItem", is_abstract=True) for table in mapping.tables
    ]
    found += [Item(axis, "xbrli:stringItemType", "xbrldt:dimensionItem", is_abstract=True) for axis in axes]
    members = dict.fromkeys(member for each in axes.values() for member in each)
    return found + [Item(member, f"{_DTR}:domainItemType", "xbrli:item", is_abstract=True) for member in members]


def _type(name: str) -> str:
    return f"{'xbrli' if name in _OF_XBRL else _DTR}:{name}"


def _arcs(table: Table) -> list[Arc]:
    arcs = [Arc("all", _LINE_ITEMS, table.name)]
    arcs += [Arc("domain-member", _LINE_ITEMS, concept) for concept in table.concepts]
    for axis, (head, *members) in table.axes.items():
        arcs += [Arc("hypercube-dimension", table.name, axis), Arc("dimension-domain", axis, head)]
        arcs += [Arc("domain-member", head, member) for member in members]
    return arcs


def _defaults(mapping: StandardMapping) -> list[Arc]:
    heads = {axis: members[0] for table in mapping.tables for axis, members in table.axes.items()}
    return [Arc("dimension-default", axis, head) for axis, head in heads.items()]


def _linked(role: Role, arcs: list[Arc]) -> Link:
    return Link(role, tuple(dict.fromkeys(name for arc in arcs for name in (arc.source, arc.target))), tuple(arcs))
