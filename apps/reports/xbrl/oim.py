"""xBRL-JSON (Open Information Model 1.0): the facts without a page around them, for machines. Written and read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from apps.reports.xbrl.facts import LEI_SCHEME, XbrlReport

DOCUMENT_TYPE: Final = "https://xbrl.org/2021/xbrl-json"
PURE: Final = "xbrli:pure"
NAMESPACES: Final = {
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "utr": "http://www.xbrl.org/2009/utr",
    "xbrl": "https://xbrl.org/2021",
    "xbrli": "http://www.xbrl.org/2003/instance",
}
PURE_IN_FULL: Final = f"{{{NAMESPACES['xbrli']}}}pure"


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A fact as a reader finds it, names in full: ``{namespace}local``. ``members``: member by axis."""

    concept: str
    entity: str
    period: str
    unit: str
    members: frozenset[tuple[str, str]]
    value: Decimal
    decimals: int


def write_oim(report: XbrlReport) -> bytes:
    """The report as xBRL-JSON; the same report gives the same bytes."""
    prefix = report.mapping.prefix
    document = {
        "documentInfo": {
            "documentType": DOCUMENT_TYPE,
            "namespaces": {"lei": LEI_SCHEME, prefix: report.mapping.edition.namespace, **NAMESPACES},
            "taxonomy": [report.mapping.edition.schema_ref],
        },
        "facts": {
            fact.id: {
                "value": f"{fact.value:f}",
                "decimals": fact.decimals,
                "dimensions": {
                    "concept": f"{prefix}:{fact.concept}",
                    "entity": f"lei:{report.lei}",
                    "period": f"{report.start}T00:00:00/{report.instant_after}T00:00:00",
                    **({} if fact.measure == PURE else {"unit": fact.measure}),
                    **{f"{prefix}:{axis}": f"{prefix}:{member}" for axis, member in fact.members.items()},
                },
            }
            for fact in report.facts
        },
    }
    return json.dumps(document, indent=1).encode() + b"\n"


def read_oim(content: bytes) -> dict[str, ReadFact]:
    """The facts of an xBRL-JSON document by their ids; numbers exact."""
    document: dict[str, Any] = json.loads(content)
    namespaces: Mapping[str, str] = document["documentInfo"]["namespaces"]
    return {id_: _read(fact, namespaces) for id_, fact in document["facts"].items()}


def _read(fact: Mapping[str, Any], namespaces: Mapping[str, str]) -> ReadFact:
    def full(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{{{namespaces[prefix]}}}{local}"

    said = fact["dimensions"]
    core = ("concept", "entity", "period", "unit")
    unit = "/".join(full(part) for part in said.get("unit", PURE).split("/"))
    return ReadFact(
        concept=full(said["concept"]),
        entity=full(said["entity"]),
        period=said["period"],
        unit=unit,
        members=frozenset((full(axis), full(member)) for axis, member in said.items() if axis not in core),
        value=Decimal(fact["value"]),
        decimals=fact["decimals"],
    )
