"""Sections 5 to 8: emissions by gas, beside the scopes, by category of scope 3, by site, country, source and month."""

from collections.abc import Iterable
from decimal import Decimal

from apps.calculations.method_library import SCOPE3_CATEGORIES
from apps.reports.datapoints import DECIMALS, GASES_APART, TONNES, Datapoint, rounded_sum, tonnes_of
from apps.reports.evidence import CATEGORIES
from apps.reports.formats.blocks import Block, Cell, Column, Picture, Row, Table, Text
from apps.reports.formats.charts import BarRow, bar_chart, column_chart
from apps.reports.formats.charts import Part as Drawn
from apps.reports.formats.figures import fixed, full, percent, stated, tonnes
from apps.reports.formats.fills import Fill, scope_fill
from apps.reports.formats.printed.account import NOT_KNOWN, Account, Part, rounding_rows
from apps.reports.formats.printed.organisation import beyond
from apps.reports.formats.scopes import scope_look
from apps.reports.formats.words import SUM_OF_ROUNDED, clip
from apps.reports.totals import SCOPES, exact_sum, grouped, kilograms_of
from apps.reports.totals_by import SIDES

MOST_PARTS = 250
"""Rows of a breakdown; the rest is one row, with what it adds up to."""
_MOST_BARS = 12
_SCOPE_POINTS = {"1": "scope-1", "2-location": "scope-2-location", "3": "scope-3"}
_PART = Fill("", "0E5B3A", "0E5B3A", "plain")


def gases(account: Account) -> list[Block]:
    """5: each gas in tonnes of itself and in CO2e."""
    totals = account.snapshot["totals"]
    rows: list[Row] = [
        (
            Cell(gas["gas"], quiet="published unsplit" if gas["gas"] == "CO2e" else ""),
            account.figure(f"gas-mass-{gas['gas']}"),
            gwp_of(account, gas["gas"]),
            account.figure(f"gas-{gas['gas']}"),
            percent(gas["co2e_kg"], totals["co2e_kg"]),
        )
        for gas in totals["by_gas"]
    ]
    points = [account.points[f"gas-{gas['gas']}"] for gas in totals["by_gas"]]
    whole = account.points["total-location"]
    foot: list[Row] = [*rounding_rows(points, whole, 5, 3), (whole.title, "", "", account.figure("total-location"), "")]
    columns = (
        Column("Gas", 28),
        Column("Mass, t", 20, "number"),
        Column("GWP, kg CO2e/kg", 18, "number"),
        Column(TONNES, 20, "number"),
        Column("Share", 14, "number"),
    )
    empty = "No gas was calculated in this period."
    caption = f"Emissions by gas, global warming potentials {account.snapshot['gwp_set']}"
    shown = {point.id for gas in totals["by_gas"] for point in _of_gas(account, gas["gas"])}
    apart = {id_ for id_, point in account.points.items() if point.section == "5" and id_.startswith("scope-")}
    table = Table(caption, columns, rows, foot if rows else (), empty=empty)
    return [table, *_gases_by_scope(account), *account.further("Families of gases", "5", shown | apart)]


def _gases_by_scope(account: Account) -> list[Block]:
    """Each gas of each scope by itself, in CO2e."""
    scopes = [scope for scope in GASES_APART if scope in account.snapshot["totals"]["by_scope"]]
    names = [gas["gas"] for gas in account.snapshot["totals"]["by_gas"]]
    rows: list[Row] = [
        (
            Cell(name, quiet="published unsplit" if name == "CO2e" else ""),
            *(account.figure(f"{_SCOPE_POINTS[scope]}-gas-{name}") for scope in scopes),
        )
        for name in names
    ]
    of_scope = {
        scope: [point for name in names if (point := account.points.get(f"{_SCOPE_POINTS[scope]}-gas-{name}"))]
        for scope in scopes
    }
    sums = {scope: rounded_sum(points, account.points[_SCOPE_POINTS[scope]]) for scope, points in of_scope.items()}
    foot: list[Row] = [("Scope", *(account.figure(_SCOPE_POINTS[scope]) for scope in scopes))]
    if any(found is not None for found in sums.values()):
        told = ("" if found is None else fixed(found, DECIMALS[TONNES]) for found in sums.values())
        foot.insert(0, (Cell(SUM_OF_ROUNDED, tone="quiet"), *(Cell(text, tone="quiet") for text in told)))
    columns = (Column("Gas", 28), *(Column(scope_look(scope).title, kind="number") for scope in scopes))
    return [Table(f"Emissions of each scope by gas, {TONNES}", columns, rows, foot)] if rows else []


def _of_gas(account: Account, name: str) -> list[Datapoint]:
    return [account.points[f"gas-{name}"], account.points[f"gas-mass-{name}"]]


def gwp_of(account: Account, name: str) -> str:
    """The potential that lines use for a gas; several where they differ."""
    used = {gas["gwp"] for line in account.snapshot["lines"] for gas in line["gases"] if gas["gas"] == name}
    return " or ".join(full(gwp) for gwp in sorted(used, key=Decimal))


def biogenic(account: Account) -> list[Block]:
    """6: what stands beside the scopes and is in no total."""
    ids = [id_ for id_ in account.points if id_.startswith("biogenic-co2") or id_ in ("removals", "credits")]
    rows: list[Row] = [(account.points[id_].title, account.figure(id_), account.points[id_].unit) for id_ in ids]
    blocks: list[Block] = [
        Text(
            "Biogenic CO2 is released from biomass. It stands here, outside the scopes and in none "
            "of the totals; methane and nitrous oxide from biomass are inside. No removal and no carbon "
            "credit is taken from an emission anywhere."
        ),
        Table("Outside the scopes", (Column("", 58), Column("Amount", 24, "number"), Column("Unit", 18)), rows),
    ]
    for name, lead in (("biogenic_text", ""), ("removals_text", "Removals: "), ("credits_text", "Credits: ")):
        text = str(account.said.get(name, ""))
        if text:
            blocks.append(Text(f"{lead}{clip(text, 1600)}"))
    return blocks


def categories(account: Account) -> list[Block]:
    """7: the fifteen categories, with method and where the data came from."""
    answers = {answer["category"]: answer for answer in account.said.get("scope3", [])}
    scores = _scores(account)
    rows: list[Row] = []
    drawn: list[BarRow] = []
    for number in CATEGORIES:
        id_, answer = f"scope-3-category-{number}", answers.get(number)
        point = account.points.get(id_)
        method = clip(answer.get("method", ""), 300) if answer else ""
        primary = f"{full(answer['primary_percent'])} %" if answer and "primary_percent" in answer else NOT_KNOWN
        standing = Cell(answer["standing"] if answer else "not said", tone="quiet")
        figure = account.figure(id_) if point else standing
        rows.append((f"{number}  {SCOPE3_CATEGORIES[number]}", figure, method, primary, scores.get(number, NOT_KNOWN)))
        if point:
            part = Drawn(scope_fill("3"), point.value)
            drawn.append(BarRow(f"{number}  {SCOPE3_CATEGORIES[number]}", (part,), stated(point)))
    foot: list[Row] = []
    if "scope-3" in account.points:
        whole = account.points["scope-3"]
        points = [point for id_, point in account.points.items() if id_.startswith("scope-3-category-")]
        uncategorised = [line for line in account.snapshot["lines"] if line["scope"] == "3" and not _numbered(line)]
        if uncategorised:
            rest = tonnes(kilograms_of(uncategorised))
            rows.append((Cell("Lines without a category", tone="quiet"), rest, "", NOT_KNOWN, NOT_KNOWN))
        else:
            foot += rounding_rows(points, whole, 5, 1)
        foot.append((whole.title, account.figure("scope-3"), "", "", ""))
    columns = (
        Column("Category", 34),
        Column(TONNES, 17, "number"),
        Column("Method"),
        Column("Primary data", 12, "number"),
        Column("Quality", 14, "number"),
    )
    blocks: list[Block] = [Table("Scope 3 by category", columns, rows, foot)]
    if scores:
        text = "Quality is that of technology / geography / time, 1 best to 3, weighted by emissions."
        blocks.append(Text(text, is_small=True))
    return [Picture("bars", bar_chart("scope 3 by category", TONNES, drawn)), *blocks] if drawn else blocks


def _scores(account: Account) -> dict[str, str]:
    """Of each category of scope 3 with scores, by its number."""
    return {
        each["of"].removeprefix("scope-3-category-"): " / ".join(
            fixed(each[name], 1) for name in ("technological", "geographical", "temporal")
        )
        for each in account.snapshot.get("quality", [])
        if each["of"].startswith("scope-3-category-")
    }


def _numbered(line: object) -> bool:
    return isinstance(line, dict) and line.get("category", {}).get("scope3", "0") != "0"


def breakdowns(account: Account) -> list[Block]:
    """8: the total by site, country, entity, kind of source and activity."""
    blocks: list[Block] = []
    by_category = account.parts("category")
    if any(part.name for part in by_category):
        blocks += _drawn("kind of source", by_category)
        blocks += _table(
            account, "Emissions by kind of source, largest first", "Kind of source", by_category, "not said"
        )
    blocks += _months(account)
    by_site = [Part(row["site"], row["co2e_kg"], int(row["lines"])) for row in account.snapshot["by_site"]]
    blocks += _table(account, "Emissions by site, largest first", "Site", by_site, "no site")
    by_country = account.parts("country")
    if any(part.name for part in by_country):
        blocks += _table(account, "Emissions by country", "Country (ISO 3166)", by_country, "country not known")
    by_entity = account.parts("entity")
    if len([part for part in by_entity if part.name]) > 1:
        blocks += _table(account, "Emissions by entity", "Entity", by_entity, "entity not known")
    by_activity = [Part(row["activity"], row["co2e_kg"], int(row["lines"])) for row in account.snapshot["by_activity"]]
    return [*blocks, *_table(account, "Emissions by activity, largest first", "Activity", by_activity, "not said")]


def _drawn(title: str, parts: list[Part]) -> list[Block]:
    rows = [
        BarRow(part.name or "not said", (Drawn(_PART, tonnes_of(part.co2e_kg)),), tonnes(part.co2e_kg))
        for part in parts[:_MOST_BARS]
    ]
    more = f", the {_MOST_BARS} largest" if len(parts) > _MOST_BARS else ""
    return [Picture("bars", bar_chart(f"emissions by {title}{more}", TONNES, rows))]


def _table(account: Account, caption: str, heading: str, parts: Iterable[Part], nameless: str) -> list[Block]:
    named = [Part(part.name or nameless, part.co2e_kg, part.lines) for part in parts]
    shown = named[:MOST_PARTS]
    if len(named) > MOST_PARTS:
        rest = named[MOST_PARTS:]
        shown.append(account.together(f"{len(rest):,} others together", rest))
    return [account.breakdown(caption, heading, shown), *beyond(len(named) - MOST_PARTS)]


def _months(account: Account) -> list[Block]:
    """By the month in which an activity begins, as the dashboard has it."""
    by_month = grouped(account.counted, SIDES["month"])
    months = {name: grouped(lines, lambda line: line["scope"]) for name, lines in by_month.items()}
    if len(months) < 2:
        return []
    scopes = [scope for scope in SCOPES if any(scope in found for found in months.values())]
    drawn: list[BarRow] = []
    rows: list[Row] = []
    points: list[Datapoint] = []
    for name, found in sorted(months.items()):
        sums = {scope: kilograms_of(found[scope]) for scope in scopes if scope in found}
        total = _point(exact_sum(sums.values()))
        points.append(total)
        parts = tuple(Drawn(scope_fill(scope), tonnes_of(kilograms)) for scope, kilograms in sums.items())
        drawn.append(BarRow(name, parts, full(total.stated, 0).removeprefix("≈ ")))
        cells = [stated(_point(sums[scope])) if scope in sums else NOT_KNOWN for scope in scopes]
        rows.append((name, *cells, stated(total)))
    of_scopes = [account.points[_SCOPE_POINTS[scope]] for scope in scopes]
    whole = account.points["total-location"]
    foot: list[Row] = [
        *rounding_rows(points, whole, len(scopes) + 2, len(scopes) + 1),
        ("Total", *(account.figure(point.id) for point in of_scopes), account.figure(whole.id)),
    ]
    columns = (
        Column("Month", 18),
        *(Column(scope_look(scope).title, kind="number") for scope in scopes),
        Column(f"Total, {TONNES}", kind="number"),
    )
    chart = column_chart("emissions by month in which the activity begins", TONNES, drawn)
    caption = f"Emissions by month in which the activity begins, {TONNES}"
    return [Picture("columns", chart), Table(caption, columns, rows, foot)]


def _point(kilograms: str) -> Datapoint:
    return Datapoint("", "", "", tonnes_of(kilograms), TONNES, DECIMALS[TONNES])
