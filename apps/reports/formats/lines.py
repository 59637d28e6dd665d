"""Appendix A of the workbook: every line, its gases, and what its formula takes; recomputed from quantity to CO2e."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from apps.reports.formats.cells import Column, agreement, letters_of
from apps.reports.formats.recomputing import Recipe, Term, recipe_of, worth_of
from apps.reports.formats.scopes import ScopeLook, scope_look
from apps.reports.shapes import InventoryLine, LineGas
from apps.reports.totals import counted_part, counts_in_total
from apps.reports.totals_by import SIDES

RECOMPUTED = "quantity × factor × GWP"


@dataclass(frozen=True, slots=True)
class GasRow:
    """A row of the sheet of gases. ``cells``: where its formula finds each term, empty where there is no formula."""

    line: InventoryLine
    gas: LineGas
    recipe: Recipe
    cells: dict[str, str]
    how: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A row of the sheet of terms."""

    line: InventoryLine
    term: Term


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of the sheet of lines, and the rows its gases take in theirs."""

    line: InventoryLine
    first_gas: int
    last_gas: int
    how: str


@dataclass(frozen=True, slots=True)
class LineTables:
    """The rows of the three sheets, which refer to each other by their numbers."""

    lines: list[LineRow]
    gases: list[GasRow]
    terms: list[TermRow]


def line_tables(lines: Sequence[InventoryLine]) -> LineTables:
    """The rows of the sheets of lines, gases and terms."""
    tables = LineTables([], [], [])
    for line in lines:
        recipe = recipe_of(line)
        cells = {}
        for term in recipe.terms:
            tables.terms.append(TermRow(line, term))
            cells[term.name] = f"Terms!{TERM['amount']}{len(tables.terms) + 1}"
        first = len(tables.gases) + 2
        tables.gases.extend(_gas_rows(line, recipe, cells))
        rows = tables.gases[first - 2 :]
        how = next((row.how for row in rows if not row.cells), RECOMPUTED if rows else "no gas")
        tables.lines.append(LineRow(line, first, first + len(rows) - 1, how))
    return tables


def _gas_rows(line: InventoryLine, recipe: Recipe, cells: dict[str, str]) -> Iterator[GasRow]:
    for gas in line["gases"]:
        if recipe.problem:
            yield GasRow(line, gas, recipe, {}, f"mass × GWP only: {recipe.problem}")
        elif not recipe.gives(gas):
            yield GasRow(line, gas, recipe, {}, "mass × GWP only: the mass needs more than this snapshot holds")
        else:
            yield GasRow(line, gas, recipe, cells, RECOMPUTED)


def scope_label(look: ScopeLook) -> str:
    """A scope with its mark; the same text on every sheet, so that a formula can look it up."""
    return f"{look.character} {look.title}"


def label_of(line: InventoryLine) -> str:
    """The label of a line's scope."""
    return scope_label(scope_look(line["scope"]))


def part_in_total(line: InventoryLine) -> str:
    """0 of a line beside the total, such as one of the market-based method."""
    return counted_part(line, "1") if counts_in_total(line) else "0"


def month_of(line: InventoryLine) -> str:
    """The month in which a line begins, by which every format adds months up."""
    return SIDES["month"](line)


def _worth(unit: str) -> str:
    worth = worth_of(unit)
    return f"={worth.numerator}/{worth.denominator}" if worth.denominator != 1 else f"={worth.numerator}"


def _mass(row: GasRow, number: int) -> str:
    if not row.cells and row.how != RECOMPUTED:
        return f"={GAS['mass']}{number}"
    cells = dict(row.cells)
    if row.recipe.factor:
        cells[row.recipe.factor] = f"({GAS['factor']}{number}*{GAS['worth']}{number})"
    return f"={row.recipe.formula(cells)}"


def _co2e(number: int) -> str:
    return f"={GAS['again']}{number}*{GAS['gwp']}{number}"


def _gas_worth(row: GasRow, _: int) -> str:
    return _worth(row.gas["unit"]) if row.how == RECOMPUTED and row.recipe.factor else ""


TERM_COLUMNS: tuple[Column[TermRow], ...] = (
    Column("Line", 7, lambda r, _: r.line["n"], "number"),
    Column("What the formula calls it", 26, lambda r, _: r.term.name),
    Column("Value", 16, lambda r, _: r.term.value, "number", "value"),
    Column("Unit", 22, lambda r, _: r.term.unit),
    Column("Value, where over 15 digits", 26, lambda r, _: r.term.value, "exact"),
    Column("One unit in base units (kg, m, s)", 18, lambda r, _: _worth(r.term.unit), "plain", "worth"),
    Column("In base units", 18, lambda _, n: f"={TERM['value']}{n}*{TERM['worth']}{n}", "plain", "amount"),
    Column("Entered, or id of a published value", 28, lambda r, _: r.term.whence, "id"),
)
TERM: Final[dict[str, str]] = letters_of(TERM_COLUMNS)

GAS_COLUMNS: tuple[Column[GasRow], ...] = (
    Column("Line", 7, lambda r, _: r.line["n"], "number"),
    Column("Scope", 26, lambda r, _: label_of(r.line), "scope", "scope"),
    Column("Part in the total (0 to 1)", 9, lambda r, _: part_in_total(r.line), "number", "part"),
    Column("Gas", 14, lambda r, _: r.gas["gas"], "text", "gas"),
    Column("Factor", 12, lambda r, _: r.gas["value"], "number", "factor"),
    Column("Unit of factor", 22, lambda r, _: r.gas["unit"], "wrapped"),
    Column("One unit in base units (kg, m, s)", 16, _gas_worth, "plain", "worth"),
    Column("Calculated mass, kg", 16, lambda r, _: r.gas["mass"], "mass", "mass"),
    Column("Recomputed here: mass, kg", 16, _mass, "formula", "again"),
    Column("GWP, kg CO2e/kg", 9, lambda r, _: r.gas["gwp"], "number", "gwp"),
    Column("Calculated, kg CO2e", 16, lambda r, _: r.gas["co2e"], "mass", "co2e"),
    Column("Recomputed here: mass × GWP, kg CO2e", 18, lambda _, n: _co2e(n), "formula", "co2e again"),
    Column("Check of mass", 9, lambda _, n: agreement(f"{GAS['mass']}{n}", f"{GAS['again']}{n}"), "check"),
    Column("Check of CO2e", 9, lambda _, n: agreement(f"{GAS['co2e']}{n}", f"{GAS['co2e again']}{n}"), "check"),
    Column("How it is recomputed", 30, lambda r, _: r.how, "wrapped"),
    Column("Mass, kg, where over 15 digits", 36, lambda r, _: r.gas["mass"], "exact"),
    Column("CO2e, kg, where over 15 digits", 36, lambda r, _: r.gas["co2e"], "exact"),
    Column("Factor id", 30, lambda r, _: r.gas["ef_cid"], "id"),
    Column("Part the company counts", 10, lambda r, _: r.line.get("share", "1"), "number", "share"),
)  # fmt: skip
GAS: Final[dict[str, str]] = letters_of(GAS_COLUMNS)
GAS_PRINTED = 15

LINE_COLUMNS: tuple[Column[LineRow], ...] = (
    Column("Line", 6, lambda r, _: r.line["n"], "number"),
    Column("Scope", 26, lambda r, _: label_of(r.line), "scope", "scope"),
    Column("Part in the total (0 to 1)", 9, lambda r, _: part_in_total(r.line), "number", "part"),
    Column("Site", 18, lambda r, _: r.line["site"], "wrapped", "site"),
    Column("Activity", 22, lambda r, _: r.line["activity"], "wrapped", "activity"),
    Column("From", 11, lambda r, _: r.line["start"], "day"),
    Column("To", 11, lambda r, _: r.line["end"], "day"),
    Column("Quantity", 13, lambda r, _: r.line["quantity"], "number"),
    Column("Unit", 12, lambda r, _: r.line["unit"], "wrapped"),
    Column("Factor", 11, lambda r, _: r.line["factor"]["value"], "number"),
    Column("Unit of factor", 20, lambda r, _: r.line["factor"]["unit"], "wrapped"),
    Column("Calculated, kg CO2e", 15, lambda r, _: r.line["co2e_kg"], "mass", "co2e"),
    Column("Recomputed here from its gases, kg CO2e", 15, lambda r, _: _sum_of_gases(r), "formula", "again"),
    Column("Check", 9, lambda _, n: agreement(f"{LINE['co2e']}{n}", f"{LINE['again']}{n}", is_sum=True), "check"),
    Column("How it is recomputed", 25, lambda r, _: r.how, "wrapped"),
    Column("CO2e, kg, where over 15 digits", 36, lambda r, _: r.line["co2e_kg"], "exact", "exact"),
    Column("Formula", 30, lambda r, _: r.line["formula_text"]),
    Column("Parameters", 34, lambda r, _: _parameters(r.line)),
    Column("Part the company counts", 10, lambda r, _: r.line.get("share", "1"), "number", "share"),
    Column("Category", 26, lambda r, _: _category(r.line), "text", "category"),
    Column("Category of scope 3", 10, lambda r, _: _number_of_category(r.line), "number", "scope3"),
    Column("Month in which it begins", 12, lambda r, _: month_of(r.line), "text", "month"),
    Column("Entity", 24, lambda r, _: r.line.get("entity", ""), "text", "entity"),
    Column("Country", 10, lambda r, _: r.line.get("country", ""), "text", "country"),
    Column("Energy from", 14, lambda r, _: _energy(r.line, "carrier"), "text", "carrier"),
    Column("Energy, MWh", 14, lambda r, _: _energy(r.line, "mwh"), "mass", "mwh"),
    Column("Estimated", 10, lambda r, _: "yes" if r.line.get("is_estimated") else ""),
    Column("Source of factor", 30, lambda r, _: r.line["factor"]["source"]),
    Column("Edition", 18, lambda r, _: r.line["factor"]["edition"]),
    Column("Table", 12, lambda r, _: r.line["factor"]["table"]),
    Column("Citation", 60, lambda r, _: r.line["factor"]["citation"]),
    Column("Licence", 28, lambda r, _: r.line["factor"]["licence"]),
    Column("Factor id", 30, lambda r, _: r.line["factor"]["ef_cid"], "id"),
    Column("Agent", 28, lambda r, _: r.line["agent"]),
    Column("Source file", 24, lambda r, _: r.line["source_file"]),
    Column("Source row", 9, lambda r, _: r.line["source_row"]),
    Column("Formula id", 18, lambda r, _: r.line["formula_id"]),
    Column("Calculation", 38, lambda r, _: r.line["calculation_id"], "id"),
    Column("Ledger sequence", 10, lambda r, _: r.line["sequence"], "number"),
    Column("Input hash", 70, lambda r, _: r.line["input_hash"], "id"),
    Column("Result hash", 70, lambda r, _: r.line["result_hash"], "id"),
    Column("Chain hash", 70, lambda r, _: r.line["chain_hash"], "id"),
)  # fmt: skip
LINE: Final[dict[str, str]] = letters_of(LINE_COLUMNS)
LINE_PRINTED = 15


def _sum_of_gases(row: LineRow) -> str:
    column = GAS["co2e again"]
    return f"=SUM(Gases!{column}{row.first_gas}:{column}{row.last_gas})" if row.line["gases"] else "=0"


def _parameters(line: InventoryLine) -> str:
    return "; ".join(f"{p['name']} {p['value']} {p['unit']}" for p in line.get("parameters", []))


def _energy(line: InventoryLine, member: Literal["carrier", "mwh"]) -> str:
    return line["energy"][member] if "energy" in line else ""


def _category(line: InventoryLine) -> str:
    return line["category"]["title"] if "category" in line else ""


def _number_of_category(line: InventoryLine) -> str:
    number = line["category"]["scope3"] if line["scope"] == "3" and "category" in line else "0"
    return number if number != "0" else ""


def lines_range(key: str, last: int) -> str:
    """A column of the sheet of lines as formulas of other sheets name it; a row even where there is no line."""
    return f"Lines!${LINE[key]}$2:${LINE[key]}${max(last, 2)}"


def gases_range(key: str, last: int) -> str:
    """The same of the sheet of gases."""
    return f"Gases!${GAS[key]}$2:${GAS[key]}${max(last, 2)}"
