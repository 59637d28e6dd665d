"""What the ledger stores: a recipe that many calculations share, and a record of each.

The recipe holds everything about *how*: agent, formula, factors as they were resolved, warming potentials. The record
holds everything about *this one*: its inputs, the mass of each gas, the result, where the inputs came from. Both are
canonical JSON and hashed; a record names its recipe by hash. From the two, every figure of the provenance follows
without looking anywhere else.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from greenlang.engine.canonical_json import canonical_json, sha256_bytes
from greenlang.engine.contract import Binding, FactorRequest
from greenlang.engine.formula import CompiledFormula, Outcome, ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.engine.numbers import canonical_number, exact_product
from greenlang.engine.provenance import emission_factor_document
from greenlang.engine.units import Quantity
from greenlang.errors import InvalidInput

RECIPE_SCHEMA = "greenlang.recipe/1"
RECORD_SCHEMA = "2"
_OF_THE_ROW = ("mass", "co2e")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a calculation is made; equal for all that are made the same way.

    Args:
        text: the canonical JSON.
        hash: ``sha256:…`` of it.
    """

    text: str
    hash: str

    @classmethod
    def of(cls, document: Mapping[str, object]) -> "Recipe":
        """The recipe a document describes."""
        content = canonical_json(dict(document))
        return cls(content.decode(), sha256_bytes(content))

    @property
    def id(self) -> UUID:
        """The first half of the hash, which rows refer to; the record's own hash covers the whole."""
        return recipe_id(self.hash)

    @property
    def document(self) -> dict[str, Any]:
        """The content; a fresh copy is not made, do not change it."""
        return read_document(self.text)


def recipe_id(hash: str) -> UUID:  # noqa: A002 - the column's name
    """The id of the recipe with that hash."""
    return UUID(hex=hash.removeprefix("sha256:")[:32])


@lru_cache(maxsize=2048)
def read_document(text: str) -> dict[str, Any]:
    """A recipe's text as an object; read once a process, so do not change it.

    Raises:
        ValueError: no JSON object.
    """
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("a recipe is an object")
    return document


def recipe_of(
    *,
    agent: Mapping[str, str],
    formula: CompiledFormula,
    binding: Binding,
    factors: Mapping[str, ResolvedFactor],
    gwp: GwpSet,
    outcome: Outcome,
) -> Recipe:
    """The recipe of a calculation.

    Args:
        agent: ``{"id", "version", "pack_sha256"}``.
        outcome: any result made this way; only what all of them share is taken.

    Raises:
        InvalidInput: the formula was given a quantity that the input document does not show.
    """
    content: dict[str, Any] = outcome.as_document()
    definition = formula.definition
    return Recipe.of(
        {
            "schema": RECIPE_SCHEMA,
            "agent": {name: agent[name] for name in ("id", "version", "pack_sha256")},
            "formula": {
                "definition": definition.as_document(),
                "expression": formula.rendered,
                "hash": formula.formula_hash,
            },
            "bound": _bound(binding),
            "requests": {
                slot: request.as_document() if isinstance(request, FactorRequest) else None
                for slot, request in binding.factors.items()
            },
            "resolved": {name: factor.as_document() for name, factor in factors.items()},
            "emission_factor": emission_factor_document(formula, factors[formula.per_gas], outcome),
            "parameters": content["parameters"],
            "gases": [{key: gas[key] for key in gas if key not in _OF_THE_ROW} for gas in content["gases"]],
            "memo": [{key: gas[key] for key in gas if key not in _OF_THE_ROW} for gas in content.get("memo", [])],
            "gwp": {"id": gwp.id, "name": gwp.name, "source": gwp.source},
            "result_unit": outcome.result_unit,
        }
    )


def _bound(binding: Binding) -> dict[str, str | dict[str, str]]:
    """Which input each of the formula's names takes, so that anybody can evaluate it again from the record.

    The input's name; ``{"input", "unit"}`` where it is a number whose unit stands elsewhere in the document.
    """
    return {name: _key_of(name, quantity, binding) for name, quantity in binding.inputs.items()}


def _key_of(name: str, quantity: Quantity, binding: Binding) -> str | dict[str, str]:
    documents, number = binding.documents, canonical_number(quantity.value)
    said = binding.taken.get(name, name)
    if quantity.unit.terms and documents.get(said) == number:
        return {"input": said, "unit": quantity.unit.text}
    shown: tuple[object, ...] = (quantity.as_document(),)
    if not quantity.unit.terms:
        shown += (number,)
    for key in (said, *sorted(documents)):
        if documents.get(key) in shown:
            return key
    mend = "An agent hands its inputs to the formula as they are."
    raise InvalidInput(f"The formula's {name} is none of the agent's inputs.", where=name, mend=mend)


@dataclass(frozen=True, slots=True)
class Record:
    """One calculation as the ledger stores it. Documents are canonical JSON text, numbers canonical text.

    Args:
        id, tenant_id: UUIDs as text.
        recorded_at: UTC, microseconds, ``2025-01-31T12:00:00.000000Z``.
        recipe: hash of the recipe.
        inputs: the validated inputs, an object.
        masses: kg of each of the recipe's gases, then of its memo gases, in their order, a list.
        result, co2e, co2_biogenic: in the recipe's result unit; kg CO2e; kg.
        source: where the inputs came from, an object.
        period_id, activity_id: of the inventory, or None.
        reverses: id of the record that this one takes back, or None.
    """

    id: str
    tenant_id: str
    recorded_at: str
    recipe: str
    inputs: str
    masses: str
    result: str
    co2e: str
    co2_biogenic: str
    source: str
    period_id: str | None = None
    activity_id: str | None = None
    reverses: str | None = None

    @property
    def text(self) -> str:
        """The canonical JSON that is hashed; the stored documents stand in it as they are."""
        return (
            f'{{"activity_id":{_quoted(self.activity_id)},"co2_biogenic":"{self.co2_biogenic}","co2e":"{self.co2e}",'
            f'"id":"{self.id}","inputs":{self.inputs},"masses":{self.masses},"period_id":{_quoted(self.period_id)},'
            f'"recipe":"{self.recipe}","recorded_at":"{self.recorded_at}","result":"{self.result}",'
            f'"reverses":{_quoted(self.reverses)},"schema":"{RECORD_SCHEMA}","source":{self.source},'
            f'"tenant_id":"{self.tenant_id}"}}'
        )

    @property
    def hash(self) -> str:
        """``sha256:…`` of the text: the record's leaf in its segment's tree."""
        return sha256_bytes(self.text.encode())


def _quoted(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'


RECORD_FIELDS = tuple(f.name for f in fields(Record))


def negated(record: Record) -> Record:
    """The record with the negative of every mass and result: what a reversal carries besides its own identity."""
    numbers = {name: _negative(getattr(record, name)) for name in ("result", "co2e", "co2_biogenic")}
    masses = canonical_json([_negative(mass) for mass in json.loads(record.masses)]).decode()
    return replace(record, masses=masses, **numbers)


def _negative(number: str) -> str:
    return canonical_number(Decimal(number).copy_negate())


def masses_text(outcome: Outcome) -> str:
    """The masses of an outcome, of its gases and then of its memo gases, as `Record.masses`."""
    content: dict[str, Any] = outcome.as_document()
    gases = [*content["gases"], *content.get("memo", [])]
    return canonical_json([gas["mass"] for gas in gases]).decode()


def gases_document(recipe: Mapping[str, Any], masses: Sequence[str]) -> list[dict[str, str]]:
    """Each gas with its mass and its CO2e, which is the product, as `GasResult.as_document` gives them."""
    return [_gas(gas, mass) for gas, mass in zip(recipe["gases"], masses, strict=False)]


def memo_document(recipe: Mapping[str, Any], masses: Sequence[str]) -> list[dict[str, str]]:
    """The memo gases with mass and CO2e, which counts in no scope."""
    return [_gas(gas, mass) for gas, mass in zip(recipe["memo"], masses[len(recipe["gases"]) :], strict=True)]


def _gas(gas: Mapping[str, str], mass: str) -> dict[str, str]:
    document = {**gas, "mass": mass}
    if "gwp" in gas:
        document["co2e"] = canonical_number(exact_product(Decimal(mass), Decimal(gas["gwp"])))
    return document


def result_document(
    recipe: Mapping[str, Any], masses: Sequence[str], *, result: str, co2_biogenic: str
) -> dict[str, object]:
    """What the result hash covers: formula, GWP set and outcome, as `provenance.result_hash` does."""
    outcome: dict[str, object] = {
        "gases": gases_document(recipe, masses),
        "result": result,
        "result_unit": recipe["result_unit"],
        "co2_biogenic": co2_biogenic,
        "parameters": recipe["parameters"],
    }
    if recipe["memo"]:
        outcome["memo"] = memo_document(recipe, masses)
    return {"formula_hash": recipe["formula"]["hash"], "gwp_set": recipe["gwp"]["id"], "outcome": outcome}
