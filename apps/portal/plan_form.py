"""What somebody chose for the columns of a file, as the page's form sends it."""

from collections.abc import Mapping

from apps.inventory.readers.columns import MEANINGS
from apps.inventory.readers.days import DayOrder
from apps.inventory.readers.facts import SheetFacts
from apps.inventory.readers.plans import CONSTANTS, IGNORED, INPUT, KEPT, LONGEST_NAME, MOST_FURTHER, OPEN, Column, Plan


def plan_sent(sent: Mapping[str, str], facts: SheetFacts) -> Plan:
    """The plan a form says; what is not among the choices is left open.

    Fields: ``column-N`` (a meaning, ``input:NAME``, ``note``, ``ignored``), ``decimal``, ``days``, ``constant-NAME``,
    ``further-name-N`` with ``further-value-N``, ``estimated``.
    """
    decimal = sent.get("decimal", "") if sent.get("decimal") in {".", ","} else ""
    columns = tuple(
        _column(sent.get(f"column-{at}", ""), heading or f"column {at + 1}", decimal)
        for at, heading in enumerate(facts.header)
    )
    constants = {name: sent.get(f"constant-{name}", "").strip()[:LONGEST_NAME] for name in CONSTANTS}
    for at in range(MOST_FURTHER):
        name = sent.get(f"further-name-{at}", "").strip()[:LONGEST_NAME]
        if name and name not in MEANINGS:
            constants[name] = sent.get(f"further-value-{at}", "").strip()[:LONGEST_NAME]
    days = sent.get("days", "")
    return Plan(
        columns,
        {name: value for name, value in constants.items() if value},
        days if days in set(DayOrder) else "",
        sent.get("estimated") == "yes",
    )


def _column(chosen: str, heading: str, decimal: str) -> Column:
    if chosen == "quantity":
        return Column(chosen, decimal=decimal)
    if chosen in MEANINGS or chosen == IGNORED:
        return Column(chosen)
    if chosen == KEPT:
        return Column(KEPT, heading.lower()[:100])
    kind, _, name = chosen.partition(":")
    return Column(INPUT, name.strip()[:100]) if kind == INPUT and name.strip() else Column(OPEN)


def choice_of(column: Column) -> str:
    """The inverse for one column: the value of its choice."""
    return f"{INPUT}:{column.name}" if column.means == INPUT else column.means
