"""The facts of a report: every datapoint that a standard has a concept for, as it is stated, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Final

from apps.reports.datapoints import Datapoint, datapoints_of
from apps.reports.errors import XbrlUnavailable
from apps.reports.shapes import InventorySnapshot
from apps.reports.xbrl.mapping import FactRow, StandardMapping, UnitRule, unit_rules

LEI_SCHEME: Final = "http://standards.iso.org/iso/17442"
_LEI: Final = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_EXACT: Final = Context(prec=400)


@dataclass(frozen=True, slots=True)
class Fact:
    """One number with what it is about.

    Attributes:
        id: of the datapoint, which is the fact's too.
        value: as stated, in ``measure``.
        shown: the number as people read it, which is ``value`` with the point ``shift`` places to the right.
        decimals: of ``value``.
        measure: such as ``utr:tCO2e/iso4217:EUR`` or ``xbrli:pure``.
        members: member by axis, without prefix.
    """

    id: str
    title: str
    section: str
    concept: str
    members: Mapping[str, str]
    value: Decimal
    decimals: int
    measure: str
    shown: Decimal
    shown_unit: str
    shift: int


@dataclass(frozen=True, slots=True)
class XbrlReport:
    """What is written: one entity, one period, its facts.

    Attributes:
        end: the last day, included.
        untagged: titles of datapoints that the standard has no concept for here.
    """

    mapping: StandardMapping
    entity: str
    lei: str
    period: str
    start: date
    end: date
    status: str
    snapshot_hash: str
    facts: tuple[Fact, ...]
    untagged: tuple[str, ...]

    @property
    def instant_after(self) -> date:
        """The midnight at which the period is over, as XBRL's own model writes it."""
        return self.end + timedelta(days=1)


def xbrl_report(snapshot: InventorySnapshot, mapping: StandardMapping) -> XbrlReport:
    """The facts that a snapshot has for a standard.

    Raises:
        XbrlUnavailable: the entity has no Legal Entity Identifier, or one that is none; or no number of the snapshot
            is one the standard asks for, in its unit.
    """
    points = datapoints_of(snapshot)
    facts = tuple(_facts(points, mapping))
    if not facts:
        raise XbrlUnavailable(
            f"No number of this period is one that {mapping.title} asks for.",
            where="lines",
            mend="Calculate emissions of the period first.",
        )
    tagged = {fact.id for fact in facts}
    return XbrlReport(
        mapping=mapping,
        entity=snapshot["organisation"]["name"],
        lei=legal_entity_identifier(snapshot),
        period=snapshot["period"]["name"],
        start=date.fromisoformat(snapshot["period"]["start"]),
        end=date.fromisoformat(snapshot["period"]["end"]),
        status=snapshot["status"],
        snapshot_hash=snapshot["snapshot_hash"],
        facts=facts,
        untagged=tuple(point.title for id_, point in points.items() if id_ not in tagged),
    )


def legal_entity_identifier(snapshot: InventorySnapshot) -> str:
    """The reporting company's LEI (ISO 17442).

    Raises:
        XbrlUnavailable: there is none, or its check digits do not fit.
    """
    lei = snapshot["organisation"].get("lei", "")
    name = snapshot["organisation"]["name"]
    mend = "Enter it at the entity, under Settings, Organisation, and make a new report."
    if not lei:
        raise XbrlUnavailable(
            f"An XBRL report names its company by a Legal Entity Identifier, and {name[:80]} has none here.",
            where="organisation.lei",
            mend=mend,
        )
    if not _LEI.fullmatch(lei) or int("".join(str(int(c, 36)) for c in lei)) % 97 != 1:
        raise XbrlUnavailable(
            f"“{lei[:20]}” is no Legal Entity Identifier: its check digits do not fit.",
            where="organisation.lei",
            mend=mend,
        )
    return lei


def _facts(points: Mapping[str, Datapoint], mapping: StandardMapping) -> Iterator[Fact]:
    for row in mapping.facts:
        point = points.get(row.datapoint)
        rule = unit_rules()[mapping.types[row.concept]]
        if point is not None and (currency := _currency_where_it_fits(point, rule)) is not None:
            yield _fact(row, point, rule, currency)


def _currency_where_it_fits(point: Datapoint, rule: UnitRule) -> str | None:
    """The currency of a datapoint whose unit is the rule's, empty where there is none in it; None where it is not."""
    before, has_currency, _ = rule.stated_in.partition("{currency}")
    if not has_currency:
        return "" if point.unit == rule.stated_in else None
    currency = point.unit.removeprefix(before)
    return currency if point.unit.startswith(before) and _CURRENCY.fullmatch(currency) else None


def _fact(row: FactRow, point: Datapoint, rule: UnitRule, currency: str) -> Fact:
    return Fact(
        id=point.id,
        title=point.title,
        section=point.section,
        concept=row.concept,
        members=row.members,
        value=point.stated.scaleb(-rule.shift, context=_EXACT),
        decimals=point.decimals + rule.shift,
        measure=rule.measure.replace("{currency}", currency),
        shown=point.stated,
        shown_unit=point.unit,
        shift=rule.shift,
    )
