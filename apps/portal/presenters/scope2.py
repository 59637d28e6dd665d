"""The scope 2 board as it is shown: consumption beside instruments, both methods, what to print."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from apps.inventory.boards.handed import OPEN_STEPS
from apps.inventory.boards.reading import Market
from apps.inventory.instruments.listed import CRITERIA, criteria_of
from apps.inventory.instruments.markets import market_words
from apps.inventory.models import BoardLine, ContractualInstrument, Scope2Board
from apps.portal.presenters.numbers import Figure, grouped, masses
from greenlang.engine.numbers import canonical_number, exact_sum

_MWH_FROM = Decimal(10_000)
STEPS = {
    "energy-attribute-certificates": "Certificates",
    "contracts": "Contracts",
    "supplier-rate": "Supplier’s rate",
    "residual-mix": "Residual mix",
    "regional-average": "Average of the grid region",
    "national-average": "Average of the country",
}
CRITERIA_WORDS = {
    "conveys_emission_rate": "Conveys the claim to an emission rate",
    "sole_claim": "No other instrument carries the same claim",
    "rate_of_delivered_energy": "The rate is of what is delivered, sold-off certificates at the residual mix",
    "claims_transferred": "All claims go to the reporting company",
}


def energies(kwh: Sequence[Decimal]) -> list[Figure]:
    """Energy of a column in one unit: MWh where the largest has ten thousand kWh."""
    in_mwh = max((abs(value) for value in kwh), default=Decimal(0)) >= _MWH_FROM
    shown = [value.scaleb(-3) if in_mwh else value for value in kwh]
    unit = "MWh" if in_mwh else "kWh"
    return [{"value": grouped(value, 3), "exact": canonical_number(value), "unit": unit} for value in shown]


def energy(kwh: Decimal) -> Figure:
    """One amount of energy."""
    return energies([kwh])[0]


def board_summary(board: Scope2Board, ledger: Market) -> dict[str, Any]:
    """Totals by both methods, by step, and how the ledger's market-based lines stand to them."""
    summary = board.summary
    location, market = masses([summary["location_kg"], summary["market_kg"]])
    steps = [(name, Decimal(each["kwh"]), Decimal(each["kg"])) for name, each in summary["by_step"].items()]
    steps.sort(key=lambda step: list(STEPS).index(step[0]))
    kilowatt_hours, kilograms = energies([kwh for _, kwh, _ in steps]), masses([kg for _, _, kg in steps])
    return {
        "kwh": energy(Decimal(summary["kwh"])),
        "lines": f"{summary['lines']:,}",
        "refused": summary["refused"],
        "location": location,
        "market": market,
        "without_factor": energy(open_) if (open_ := Decimal(summary["without_factor_kwh"])) else None,
        "steps": [
            {"name": STEPS[name], "kwh": kwh, "kg": kg}
            for (name, _, _), kwh, kg in zip(steps, kilowatt_hours, kilograms, strict=True)
        ],
        "waiting": _waiting(summary),
        "disclosures": summary["disclosures"],
        "ledger": _ledger(summary, ledger),
    }


def open_kwh(board: Scope2Board) -> Decimal:
    """kWh with a factor that no instrument covers: an agent may calculate them."""
    return exact_sum(Decimal(each["kwh"]) for name, each in board.summary["by_step"].items() if name in OPEN_STEPS)


def _ledger(summary: Mapping[str, Any], ledger: Market) -> dict[str, Any]:
    """The ledger's market-based kilograms against the board's."""
    board = Decimal(summary["market_kg"])
    difference = exact_sum((ledger.kilograms, board.copy_negate()))
    ledger_kg, board_kg, difference_kg = masses([ledger.kilograms, board, difference])
    # A run rounds each line to 28 digits, as the board does: what remains is of the last digits.
    differs = abs(difference) > Decimal("1e-9") * max(Decimal(1), abs(board))
    return {
        "lines": f"{ledger.lines:,}",
        "has_lines": bool(ledger.lines),
        "kg": ledger_kg,
        "board": board_kg,
        "difference": difference_kg,
        "differs": differs,
        "is_exact": not difference,
    }


def _waiting(summary: Mapping[str, Any]) -> dict[str, Any] | None:
    """Rows that are not on the board because nothing has calculated them."""
    found = summary.get("waiting", {})
    if not found.get("rows") and not found.get("unsaid_rows"):
        return None
    return {
        "rows": found["rows"],
        "kwh": energy(Decimal(found["kwh"])),
        "unsaid_rows": found["unsaid_rows"],
        "unsaid_kwh": energy(Decimal(found["unsaid_kwh"])),
    }


def line_rows(lines: Sequence[BoardLine], names: Mapping[str, str], published: set[str]) -> list[dict[str, Any]]:
    """The consumptions of a page; each column in one unit."""
    kwh = energies([line.kwh for line in lines])
    parts = part_rows([part for line in lines for part in line.parts], names, published)
    told = iter(parts)
    locations = masses([line.location_kg for line in lines])
    markets = masses([line.market_kg for line in lines])
    return [
        {
            "place": line.place,
            "calculation_id": f"calc_{line.calculation_id.hex}",
            "site": line.site,
            "region": line.region,
            "market": market_words(line.market),
            "start": line.start,
            "end": line.end,
            "kwh": energy_,
            "location": location,
            "location_factor": line.location_factor if line.location_factor in published else "",
            "market_kg": market if line.without_factor_kwh < line.kwh or not line.kwh else None,
            "refused": line.refused,
            "parts": [next(told) for _ in line.parts],
        }
        for line, energy_, location, market in zip(lines, kwh, locations, markets, strict=True)
    ]


def part_rows(
    parts: Sequence[Mapping[str, Any]], names: Mapping[str, str], published: set[str]
) -> list[dict[str, Any]]:
    """What consumptions take of each step, and what was passed over on the way; energy and masses in one unit each."""
    energy_ = energies([Decimal(part["kwh"]) for part in parts])
    figures = masses([str(part["kg"] or "0") for part in parts])
    return [
        {
            "step": STEPS[part["step"]],
            "kwh": kwh,
            "kg": figure if part["kg"] is not None else None,
            "instrument_id": part["instrument"],
            "instrument": names.get(part["instrument"], ""),
            "factor": part["factor"] if part["factor"] in published else "",
            "note": part["note"],
            "passed_over": [_passed_over(each, names) for each in part["passed_over"]],
            "passed_over_more": part["passed_over_more"],
        }
        for part, kwh, figure in zip(parts, energy_, figures, strict=True)
    ]


def _passed_over(each: Mapping[str, str], names: Mapping[str, str]) -> str:
    name = names.get(each["instrument"], "")
    return f"{name or STEPS[each['step']]}: {each['reason']}"


def instrument_rows(
    instruments: Iterable[ContractualInstrument],
    *,
    here: Mapping[str, Decimal],
    elsewhere: Mapping[Any, Decimal],
    unusable: Mapping[str, Sequence[str]],
) -> list[dict[str, Any]]:
    """Instruments with the kWh they cover, what this board and others take of them, and why one cannot be used."""
    rows = []
    for each in instruments:
        used, taken = here.get(str(each.id), Decimal(0)), elsewhere.get(each.id, Decimal(0))
        covers = each.kwh
        left = None if covers is None else exact_sum((covers, used.copy_negate(), taken.copy_negate()))
        amounts = energies([value for value in (covers, used, taken, left) if value is not None])
        bounded = covers is not None
        rows.append(
            {
                "id": str(each.id),
                "name": each.name,
                "kind": each.get_kind_display(),
                "registry": each.registry,
                "market": market_words(each.market),
                "vintage_start": each.vintage_start,
                "vintage_end": each.vintage_end,
                "covers": amounts[0] if bounded else None,
                "here": amounts[1 if bounded else 0],
                "elsewhere": amounts[2 if bounded else 1],
                "left": amounts[3] if bounded else None,
                "retired_on": each.retired_on,
                "sold": each.certificates_sold_separately,
                "void": each.void_reason,
                "why_not": list(unusable.get(str(each.id), [])),
            }
        )
    return rows


def instrument_texts(each: ContractualInstrument) -> dict[str, str]:
    """An instrument as its form says it."""
    texts = {
        name: str(getattr(each, name))
        for name in ("kind", "name", "registry", "serial_first", "serial_last", "market", "factor", "notes")
    }
    days = {name: getattr(each, name) for name in ("vintage_start", "vintage_end", "retired_on")}
    return {
        **texts,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "quantity": "" if each.kwh is None else canonical_number(each.kwh),
        "unit": "kWh",
        "rate": "" if each.rate is None else canonical_number(each.rate),
        "retirement_registry": each.retirement_registry,
        "retired_for": each.retired_for,
        "certificates_sold_separately": "yes" if each.certificates_sold_separately else "",
        **{name: str(each.attested.get(name, "")) for name in CRITERIA},
    }


def criteria_rows(each: ContractualInstrument) -> list[dict[str, str]]:
    """The criteria that apply to an instrument, and who attests each."""
    names = criteria_of(each.step)
    return [{"criterion": CRITERIA_WORDS[name], "by": str(each.attested.get(name, ""))} for name in names]
