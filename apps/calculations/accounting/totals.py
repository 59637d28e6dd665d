"""Totals of an inventory: by scope and gas, with what stands outside the scopes kept apart, and mixed bases disclosed.

Biogenic CO2 is outside the scopes (GHG Protocol Corporate Standard, chapter 9); CFCs, HCFCs and halons are a memo
outside them; lines whose factor embeds its warming potentials cannot be applied to another set and are subtotalled
by what they embed. Sums are exact, so they are the same in any order and however they are partitioned.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeVar

from apps.calculations.accounting.errors import MixedGwpSets
from greenlang.engine import Outcome, canonical_number, exact_sum
from greenlang.engine.gases import CO2_BIOGENIC, CO2E, gas_order, is_memo

Scope = Literal["1", "2-location", "2-market", "3"]
SCOPES: tuple[Scope, ...] = ("1", "2-location", "2-market", "3")
"""Scope 2 is always said with its method (GHG Protocol Scope 2 Guidance, chapter 7)."""

K = TypeVar("K")
UNSTATED = "potentials that are not stated"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class AccountedLine:
    """One calculated line.

    Args:
        id: of the line.
        scope: where it counts.
        gwp_set: id of the set it was calculated with.
        co2e: kg CO2e by gas; of what cannot be split under "CO2e". Biogenic CO2 and memo gases are not in it.
        co2_biogenic: kg.
        memo: kg, and kg CO2e where the set has a figure, by gas.
        gwp_basis: set embedded in a factor given as CO2e only; empty where the publisher does not say.
    """

    id: str
    scope: Scope
    gwp_set: str
    co2e: Mapping[str, Decimal]
    co2_biogenic: Decimal
    memo: Mapping[str, tuple[Decimal, Decimal | None]]
    gwp_basis: str = ""

    @classmethod
    def of(cls, line_id: str, scope: Scope, outcome: Outcome, *, gwp_set: str, gwp_basis: str = "") -> "AccountedLine":
        """The line of an outcome of the engine."""
        co2e = {gas.gas: gas.co2e for gas in outcome.gases if _counts(gas.gas)}
        memo = {gas.gas: (gas.mass, gas.co2e) for gas in outcome.memo}
        return cls(line_id, scope, gwp_set, co2e, outcome.co2_biogenic, memo, gwp_basis)

    @classmethod
    def of_document(
        cls, line_id: str, scope: Scope, outcome: Mapping[str, Any], *, gwp_set: str, gwp_basis: str = ""
    ) -> "AccountedLine":
        """The line of an outcome's document, as the ledger's recipe and record give it."""
        co2e = {gas["gas"]: Decimal(gas["co2e"]) for gas in outcome["gases"] if _counts(gas["gas"])}
        memo = {
            gas["gas"]: (Decimal(gas["mass"]), Decimal(gas["co2e"]) if "co2e" in gas else None)
            for gas in outcome.get("memo", [])
        }
        return cls(line_id, scope, gwp_set, co2e, Decimal(outcome["co2_biogenic"]), memo, gwp_basis)

    @property
    def separable(self) -> bool:
        """Whether every gas is known, so that another GWP set can be applied."""
        return CO2E not in self.co2e


@dataclass(slots=True)
class Memo:
    """A gas outside the scopes: kg of it, and kg CO2e where the set has a figure for it."""

    mass: Decimal = _ZERO
    co2e: Decimal | None = _ZERO


@dataclass(slots=True)
class Embedded:
    """Lines that embed a GWP set: how many, and their kg CO2e, which is in the totals too."""

    lines: int = 0
    co2e: Decimal = _ZERO


@dataclass(slots=True)
class Totals:
    """Exact totals; two of them add up to the totals of both.

    Args:
        gwp_set: of every line.
        lines: how many.
        by_scope: kg CO2e.
        by_gas: kg CO2e by scope and gas; "CO2e" is what cannot be split.
        biogenic: kg of biogenic CO2 by scope, outside the scopes.
        memo: CFCs, HCFCs and halons, outside the scopes.
        embedded: by the GWP set that lines embed.
    """

    gwp_set: str
    lines: int = 0
    by_scope: dict[Scope, Decimal] = field(default_factory=dict)
    by_gas: dict[tuple[Scope, str], Decimal] = field(default_factory=dict)
    biogenic: dict[Scope, Decimal] = field(default_factory=dict)
    memo: dict[tuple[Scope, str], Memo] = field(default_factory=dict)
    embedded: dict[tuple[Scope, str], Embedded] = field(default_factory=dict)

    def add(self, line: AccountedLine) -> None:
        """Count one line. Raises `MixedGwpSets` where it was calculated with another set."""
        self._check(line.gwp_set, line.id)
        scope, co2e = line.scope, exact_sum(line.co2e.values())
        self.lines += 1
        _add(self.by_scope, scope, co2e)
        for gas, part in line.co2e.items():
            _add(self.by_gas, (scope, gas), part)
        if line.co2_biogenic:
            _add(self.biogenic, scope, line.co2_biogenic)
        for gas, found in line.memo.items():
            self._add_memo((scope, gas), Memo(*found))
        if not line.separable:
            self._add_embedded((scope, line.gwp_basis or UNSTATED), Embedded(1, co2e))

    def include(self, other: "Totals") -> None:
        """Add the totals of other lines. Raises `MixedGwpSets`."""
        self._check(other.gwp_set, "totals")
        self.lines += other.lines
        for scope, value in other.by_scope.items():
            _add(self.by_scope, scope, value)
        for scope, value in other.biogenic.items():
            _add(self.biogenic, scope, value)
        for key, value in other.by_gas.items():
            _add(self.by_gas, key, value)
        for key, memo in other.memo.items():
            self._add_memo(key, memo)
        for key, embedded in other.embedded.items():
            self._add_embedded(key, embedded)

    def total(self, *, market_based: bool = False) -> Decimal:
        """kg CO2e over the scopes, Scope 2 by one of its methods."""
        left_out = "2-location" if market_based else "2-market"
        return exact_sum(value for scope, value in self.by_scope.items() if scope != left_out)

    def disclosures(self) -> tuple[str, ...]:
        """One sentence for each embedded set that is not the inventory's."""
        by_basis: dict[str, Embedded] = {}
        for (_, basis), found in self.embedded.items():
            known = by_basis.setdefault(basis, Embedded())
            known.lines, known.co2e = known.lines + found.lines, exact_sum((known.co2e, found.co2e))
        return tuple(
            f"{found.lines} lines with {canonical_number(found.co2e)} kg CO2e rest on factors that embed {basis}; "
            f"they cannot be re-based to {self.gwp_set}."
            for basis, found in sorted(by_basis.items())
            if basis != self.gwp_set
        )

    def as_document(self) -> dict[str, object]:
        """In canonical JSON's types; the market-based total only where there are market-based lines."""
        scopes = {scope: self._scope_document(scope) for scope in SCOPES if scope in self.by_scope}
        document: dict[str, object] = {
            "gwp_set": self.gwp_set,
            "lines": str(self.lines),
            "co2e": canonical_number(self.total()),
            "scopes": scopes,
            "disclosures": list(self.disclosures()),
        }
        if "2-market" in self.by_scope:
            document["co2e_market_based"] = canonical_number(self.total(market_based=True))
        return document

    def _scope_document(self, scope: Scope) -> dict[str, object]:
        gases = sorted((gas for found, gas in self.by_gas if found == scope), key=gas_order)
        memo = {gas: found for (where, gas), found in sorted(self.memo.items()) if where == scope}
        embedded = {basis: found for (where, basis), found in sorted(self.embedded.items()) if where == scope}
        return {
            "co2e": canonical_number(self.by_scope[scope]),
            "gases": {gas: canonical_number(self.by_gas[scope, gas]) for gas in gases},
            "co2_biogenic": canonical_number(self.biogenic.get(scope, _ZERO)),
            "memo": {gas: _memo_document(found) for gas, found in memo.items()},
            "embedded": {
                basis: {"lines": str(found.lines), "co2e": canonical_number(found.co2e)}
                for basis, found in embedded.items()
            },
        }

    def _check(self, gwp_set: str, where: str) -> None:
        if gwp_set != self.gwp_set:
            message = f"It was calculated with {gwp_set}, the inventory with {self.gwp_set}."
            raise MixedGwpSets(message, where=where, mend=f"Calculate it anew with {self.gwp_set}.")

    def _add_memo(self, key: tuple[Scope, str], found: Memo) -> None:
        known = self.memo.setdefault(key, Memo())
        known.mass = exact_sum((known.mass, found.mass))
        # One part without a figure leaves the whole without one: a partial sum would read as all of it.
        known.co2e = None if known.co2e is None or found.co2e is None else exact_sum((known.co2e, found.co2e))

    def _add_embedded(self, key: tuple[Scope, str], found: Embedded) -> None:
        known = self.embedded.setdefault(key, Embedded())
        known.lines += found.lines
        known.co2e = exact_sum((known.co2e, found.co2e))


def _counts(gas: str) -> bool:
    return gas != CO2_BIOGENIC and not is_memo(gas)


def consolidated(lines: Iterable[AccountedLine], *, gwp_set: str) -> Totals:
    """Totals of all lines. Raises `MixedGwpSets` where one was calculated with another set."""
    totals = Totals(gwp_set)
    for line in lines:
        totals.add(line)
    return totals


def _add(sums: dict[K, Decimal], key: K, value: Decimal) -> None:
    sums[key] = exact_sum((sums.get(key, _ZERO), value))


def _memo_document(memo: Memo) -> Mapping[str, str]:
    document = {"mass": canonical_number(memo.mass)}
    return document if memo.co2e is None else document | {"co2e": canonical_number(memo.co2e)}
