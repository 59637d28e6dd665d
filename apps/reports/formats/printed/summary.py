"""Sections 4, 9 and 12: the totals, beside those of earlier periods, and the base year."""

from collections.abc import Mapping

from apps.reports.datapoints import GROUP, OPERATIONAL, TONNES, tonnes_of
from apps.reports.evidence import CATEGORIES
from apps.reports.formats.blocks import Block, Cell, Column, Note, Picture, Row, Table, Text
from apps.reports.formats.charts import BarRow, Part, bar_chart
from apps.reports.formats.figures import full, percent, stated, tonnes
from apps.reports.formats.fills import scope_fill
from apps.reports.formats.printed.account import NOT_KNOWN, Account, rounding_rows
from apps.reports.formats.scopes import scope_look
from apps.reports.formats.signing import signed_pages
from apps.reports.formats.words import clip
from apps.reports.shapes import Comparative

_SCOPE_POINTS = {"1": "scope-1", "2-location": "scope-2-location", "2-market": "scope-2-market", "3": "scope-3"}


def summary(account: Account) -> list[Block]:
    """4: the three scopes, both totals, and how they stand to earlier periods."""
    snapshot = account.snapshot
    blocks: list[Block] = []
    if snapshot["status"] == "draft":
        blocks.append(Note("Draft.", "These figures wait for review and sign-off and may change.", "draft"))
    if not snapshot["ledger"]["verified"]:
        text = "when this snapshot was taken. Verify it before relying on these figures."
        blocks.append(Note("The ledger was not verified", text, "broken"))
    blocks += _restated(account)
    by_scope = snapshot["totals"]["by_scope"]
    rows = [
        BarRow(
            scope_look(key).title,
            (Part(scope_fill(key), tonnes_of(by_scope[key]["co2e_kg"])),),
            stated(account.points[id_]),
        )
        for key, id_ in _SCOPE_POINTS.items()
        if id_ in account.points
    ]
    if rows:
        blocks.append(Picture("bars", bar_chart("emissions by scope", TONNES, rows)))
    blocks.append(_scopes(account))
    if "total-market" in account.points:
        text = (
            "The two methods of scope 2 measure the same electricity and are not added together; shares "
            "are of the total by the location-based method."
        )
        blocks.append(Text(text, is_small=True))
    return [*blocks, *_scopes_1_and_2(account), *_compared(account)]


def _scopes_1_and_2(account: Account) -> list[Block]:
    ids = [id_ for id_ in account.points if id_.startswith("scope-1-2-")]
    rows: list[Row] = [(account.points[id_].title, account.figure(id_), TONNES) for id_ in ids]
    columns = (Column("", 58), Column("Amount", 24, "number"), Column("Unit", 18))
    return [Table("Scopes 1 and 2 together", columns, rows)] if rows else []


def _scopes(account: Account) -> Table:
    totals = account.snapshot["totals"]
    rows: list[Row] = []
    for key, id_ in _SCOPE_POINTS.items():
        if id_ not in account.points:
            continue
        look, scope = scope_look(key), totals["by_scope"][key]
        share = "not in total" if key == "2-market" else percent(scope["co2e_kg"], totals["co2e_kg"])
        rows.append((Cell(look.title, quiet=look.what, look=look), full(scope["lines"]), account.figure(id_), share))
    summed = [account.points[id_] for id_ in ("scope-1", "scope-2-location", "scope-3") if id_ in account.points]
    foot: list[Row] = rounding_rows(summed, account.points["total-location"], 4, 2) if rows else []
    counted = f"{len(account.counted):,}"
    foot.append((account.points["total-location"].title, counted, account.figure("total-location"), ""))
    if "total-market" in account.points:
        foot.append((account.points["total-market"].title, "", account.figure("total-market"), ""))
    columns = (
        Column("Scope", 48),
        Column("Lines", 12, "number"),
        Column(TONNES, 24, "number"),
        Column("Share", 16, "number"),
    )
    return Table("Emissions by scope", columns, rows, foot, empty="No line was calculated in this period.")


def _compared(account: Account) -> list[Block]:
    earlier = account.snapshot.get("comparatives", [])
    if not earlier:
        return []
    totals = account.snapshot["totals"]
    drawn = [BarRow(_told(each), _stack(each["by_scope"]), tonnes(each["co2e_kg"])) for each in reversed(earlier)]
    present = {key: scope["co2e_kg"] for key, scope in totals["by_scope"].items()}
    drawn.append(
        BarRow(f"{account.snapshot['period']['name']}", _stack(present), stated(account.points["total-location"]))
    )
    chart = bar_chart("total emissions against earlier periods, scope 2 location-based", TONNES, drawn, has_key=True)
    rows: list[Row] = []
    for each in earlier:
        now, change = account.figure("total-location"), _change(account, each, "total-location")
        rows.append((Cell(_told(each), quiet=_origin(each)), tonnes(each["co2e_kg"]), now, change))
        if "co2e_market_based_kg" in each and "total-market" in account.points:
            now, change = account.figure("total-market"), _change(account, each, "total-market")
            told = Cell(_told(each), quiet="scope 2 market-based")
            rows.append((told, tonnes(each["co2e_market_based_kg"]), now, change))
    columns = (
        Column("Compared with", 40),
        Column(f"Then, {TONNES}", 20, "number"),
        Column(f"This period, {TONNES}", 22, "number"),
        Column("Change", 18, "number"),
    )
    return [Picture("bars", chart), Table("Total emissions against earlier periods", columns, rows)]


def _stack(by_scope: Mapping[str, str]) -> tuple[Part, ...]:
    return tuple(Part(scope_fill(key), tonnes_of(by_scope[key])) for key in ("1", "2-location", "3") if key in by_scope)


def _told(each: Comparative) -> str:
    roles = {"prior": "Prior period", "base": "Base year", "prior and base": "Prior and base year"}
    return f"{roles.get(each['role'], each['role'])}: {clip(each['period']['name'], 60)}"


def _origin(each: Comparative) -> str:
    signed = f"of the {each['status']} report" if each["status"] else "never signed off, as calculated today"
    return f"scope 2 location-based, {each['gwp_set']}, {signed}"


def _change(account: Account, since: Comparative, id_: str) -> Cell:
    """The change of a stated total since an earlier period, as it is stated everywhere."""
    point = account.points.get(f"change-{since['role'].partition(' ')[0]}-{id_}")
    return NOT_KNOWN if point is None else Cell(f"{stated(point)} %")


def _restated(account: Account) -> list[Block]:
    signed = signed_pages(account.snapshot)
    if signed is None or not signed["restates"]:
        return []
    restates = signed["restates"]
    lead = f"Restated, round {signed['round']}."
    text = (
        f"This report replaces that of round {restates['round']}, snapshot {restates['snapshot_hash'][7:15]}. "
        f"{clip(restates['reason'], 2000)}"
    )
    rows: list[Row] = [(row["name"], row["before"], row["after"], row["difference"]) for row in restates["rows"]]
    columns = (
        Column("Scope", 34),
        Column(f"Before, {TONNES}", 22, "number"),
        Column(f"Restated, {TONNES}", 22, "number"),
        Column(f"Difference, {TONNES}", 22, "number"),
    )
    caption = f"Difference to the report of round {restates['round']}, exactly {restates['exact']} kg CO2e"
    changed = f"The total changes by {restates['percent']} %" if restates["percent"] else "There was nothing before"
    exceeded = "It is exceeded" if restates["exceeds"] == "yes" else "It is not exceeded"
    of_base = ", and this is the base year." if restates["of_base_year"] == "yes" else "."
    told = (
        f"{changed}; the threshold from which a base year is recalculated is {restates['threshold']} "
        f"%. {exceeded}{of_base}"
    )
    return [Note(lead, text, "attention"), Table(caption, columns, rows[:-1], rows[-1:]), Text(told, is_small=True)]


def gross_emissions(account: Account) -> list[Block]:
    """9: the table of ESRS E1-6 (application requirement 48), with the years it compares."""
    by_role = {role: each for each in account.snapshot.get("comparatives", []) for role in each["role"].split(" and ")}
    earlier = (by_role.get("base"), by_role.get("prior"))
    rows: list[Row] = [
        _year_row(account, "Scope 1", "scope-1", "1", earlier),
        _told_row(account, "Scope 1 under emission trading schemes, %", "ets-percent"),
        _year_row(account, "Scope 2, location-based", "scope-2-location", "2-location", earlier),
        _year_row(account, "Scope 2, market-based", "scope-2-market", "2-market", earlier),
        _year_row(account, "Scope 3", "scope-3", "3", earlier),
    ]
    ids = (f"scope-3-category-{number}" for number in CATEGORIES)
    rows += [
        _told_row(account, f"   Category {id_.rpartition('-')[2]}", id_)
        for id_ in ids
        if any(f"{when}{id_}" in account.points for when in ("", "prior-", "base-"))
    ]
    foot: list[Row] = [
        _year_row(account, "Total, location-based", "total-location", "", earlier),
        _year_row(account, "Total, market-based", "total-market", "market", earlier),
    ]
    columns = (
        Column(f"Gross emissions, {TONNES}", 34),
        Column("Base year", 17, "number"),
        Column("Prior period", 17, "number"),
        Column("This period", 18, "number"),
        Column("Change to prior", 14, "number"),
    )
    return [
        Table("Retrospective figures as ESRS E1-6 sets them out", columns, rows, foot),
        *_controlled(account),
        *_milestones(account),
    ]


def _told_row(account: Account, title: str, id_: str) -> Row:
    """What is stated of this period and of the earlier ones."""
    earlier = [account.points.get(f"{when}-{id_}") for when in ("base", "prior")]
    change = account.points.get(f"change-prior-{id_}")
    return (
        Cell(title),
        *(NOT_KNOWN if point is None else Cell(stated(point)) for point in earlier),
        account.figure(id_),
        NOT_KNOWN if change is None else Cell(f"{stated(change)} %"),
    )


def _controlled(account: Account) -> list[Block]:
    """The table of ESRS E1-6, paragraph 50."""
    rows: list[Row] = [
        (scope_look(key).title, account.figure(f"{id_}-{GROUP}"), account.figure(f"{id_}-{OPERATIONAL}"))
        for key, id_ in _SCOPE_POINTS.items()
        if f"{id_}-{GROUP}" in account.points
    ]
    columns = (
        Column(f"Gross emissions, {TONNES}", 34),
        Column("Consolidated accounting group", 33, "number"),
        Column("Other entities under operational control", 33, "number"),
    )
    return (
        [Table("Scopes 1 and 2 by what the company consolidates and what it operates", columns, rows)] if rows else []
    )


def _year_row(
    account: Account, title: str, id_: str, key: str, earlier: tuple[Comparative | None, Comparative | None]
) -> Row:
    base, prior = earlier
    change = _change(account, prior, id_) if prior is not None else NOT_KNOWN
    return (title, _then(_of(base, key)), _then(_of(prior, key)), account.figure(id_), change)


def _of(each: Comparative | None, key: str) -> str | None:
    if each is None:
        return None
    if key == "":
        return each["co2e_kg"]
    return each.get("co2e_market_based_kg") if key == "market" else each["by_scope"].get(key)


def _then(kilograms: str | None) -> Cell:
    return NOT_KNOWN if kilograms is None else Cell(tonnes(kilograms))


def _milestones(account: Account) -> list[Block]:
    targets = account.said.get("targets", [])
    if not targets:
        return []
    rows: list[Row] = [
        (
            clip(each["name"], 120),
            clip(each["scopes"], 80),
            each["base_year"],
            each["target_year"],
            f"{full(each['reduction_percent'])} %",
        )
        for each in targets
    ]
    columns = (
        Column("Target", 34),
        Column("Scopes", 26),
        Column("Base year", 13, "number"),
        Column("Target year", 13, "number"),
        Column("Reduction", 14, "number"),
    )
    return [Table("Milestones and target years", columns, rows)]


def base_year(account: Account) -> list[Block]:
    """12: the base year, its figures, and from when on it is recalculated."""
    policy, said = account.snapshot.get("base_year"), account.said
    blocks: list[Block] = []
    if policy is not None and policy["period"]:
        own = " This report is that of the base year." if policy["period"] == account.snapshot["period"]["name"] else ""
        text = (
            f"The base year is {clip(policy['period'], 120)}. It is recalculated when a change is "
            f"{full(policy['threshold_percent'])} % of its emissions or more.{own}"
        )
        blocks.append(Text(text))
    else:
        blocks.append(Text("No base year is chosen."))
    for lead, name in (
        ("Why this base year", "base_year_rationale"),
        ("Recalculation policy", "recalculation_policy"),
        ("Significant changes", "significant_changes"),
    ):
        if said.get(name):
            blocks.append(Text(f"{lead}: {clip(str(said[name]), 2000)}"))  # type: ignore[literal-required]
    base = [each for each in account.snapshot.get("comparatives", []) if "base" in each["role"]]
    for each in base:
        rows: list[Row] = [
            (
                Cell(scope_look(key).title, look=scope_look(key)),
                tonnes(each["by_scope"][key]),
                account.figure(id_),
                _change(account, each, id_),
            )
            for key, id_ in _SCOPE_POINTS.items()
            if key in each["by_scope"]
        ]
        columns = (
            Column("Scope", 40),
            Column(f"Base year, {TONNES}", 20, "number"),
            Column(f"This period, {TONNES}", 22, "number"),
            Column("Change", 18, "number"),
        )
        blocks.append(Table(f"Base year {clip(each['period']['name'], 60)} beside this period", columns, rows))
    return blocks
