"""The rows of a batch, one after the other: planned where their shape is known, in full where it is not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from greenlang.engine.batch.plan import NUMBER_DIGITS, Bound, Computed, Plan, Texts, canonical_text
from greenlang.engine.batch.watching import decided
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, Binding, FactorRequest, Resolver, calculate
from greenlang.engine.formula import Outcome, ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.engine.inputs import InputField, as_text, read_inputs
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.records import masses_text, recipe_of
from greenlang.engine.units import Quantity, conversion, parse_unit
from greenlang.errors import GreenLangError

__all__ = ["BatchCalculator", "Computed", "Refusal"]

MAX_SHAPES = 1024
MAX_TEXTS = 8192
_NUMBER = re.compile(
    rf"-?(?:0|[1-9][0-9]{{0,{NUMBER_DIGITS - 1}}})(?:\.[0-9]{{1,{NUMBER_DIGITS}}})?", re.ASCII
).fullmatch
_ZERO = Decimal(0)
_UNSAID = object()
Kind = int
_QUANTITY, _MEASURED, _FREE, _KEYED, _UNUSUAL = range(5)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be calculated.

    Args:
        row: its place in what was handed in, from 1.
        pointer: to the member at fault (``/quantity/unit``), or the place the error names.
        reason: one sentence.
        error: the error itself.
    """

    row: int
    pointer: str
    reason: str
    error: GreenLangError

    @classmethod
    def of(cls, row: int, error: GreenLangError) -> "Refusal":
        """The refusal an error means."""
        place = error.errors[0]["pointer"] if error.errors else error.where
        return cls(row, place, str(error), error)


class BatchCalculator:
    """Calculates documents of one agent, each to the byte what `calculate` gives.

    A shape is what of a document decides how it is calculated: its names in their order, the units and bases of its
    quantities, and the values of the inputs that the agent's ``bind`` looks at (among them the one that says the unit
    of a bare number). That ``bind`` looks at nothing else is
    established for every shape by running it with the numbers hidden (`watching`); without that proof, and for
    anything unusual in a row, the row is calculated in full. Not to be shared between threads.

    Args:
        agent: the agent.
        resolve: finds a factor; asked once for every request, also where it refuses.
        gwp: the set of warming potentials.
        agent_document: ``{"id", "version", "pack_sha256"}``, as it stands in recipes.
    """

    def __init__(self, agent: AgentContract, resolve: Resolver, gwp: GwpSet, agent_document: Mapping[str, str]) -> None:
        self.agent, self.gwp, self.agent_document = agent, gwp, dict(agent_document)
        self._resolve = _Remembered(resolve)
        self._fields = {field.name: field for field in agent.INPUTS}
        self._kinds: dict[str, Kind] = {name: _kind_of(field) for name, field in self._fields.items()}
        self._plans: dict[tuple[object, ...], Plan | None] = {}
        self._texts: dict[str, dict[str | int, str]] = {name: {} for name in self._fields}

    def run(self, documents: Iterable[Mapping[str, object]]) -> Iterator[Computed | Refusal]:
        """Every row in turn; one that is refused stops nothing."""
        for row, document in enumerate(documents, 1):
            try:
                yield self.row(document)
            except GreenLangError as error:
                yield Refusal.of(row, error)

    def row(self, document: Mapping[str, object]) -> Computed:  # noqa: PLR0912 - a call for each name would cost more
        """One row.

        Raises:
            GreenLangError: whatever `calculate` raises for this document.
        """
        if type(document) is not dict:
            return self._in_full(document)[0]
        key: list[object] = []
        numbers: list[Decimal] = []
        shown: list[str] = []
        kinds = self._kinds
        for name, value in document.items():
            kind = kinds.get(name, _UNUSUAL)
            if kind == _QUANTITY and type(value) is dict:
                text, unit = value.get("value"), value.get("unit")
                if type(text) is not str:
                    text = str(text) if type(text) is int else ""
                basis = value.get("basis", _UNSAID)
                if not _NUMBER(text) or type(unit) is not str or len(value) != (2 if basis is _UNSAID else 3):
                    return self._in_full(document)[0]
                if type(basis) is not str and basis is not _UNSAID:
                    return self._in_full(document)[0]
                number = Decimal(text)
                if "." in text:
                    text = text.rstrip("0")
                    if text[-1] == ".":
                        text = text[:-1]
                if not number:
                    number, text = _ZERO, "0"
                key += (name, unit, basis)
                numbers.append(number)
                shown.append(text)
            elif kind == _MEASURED and type(value) in (str, int):
                text = str(value)
                if not _NUMBER(text):
                    return self._in_full(document)[0]
                number = Decimal(text)
                key.append(name)
                numbers.append(number)
                shown.append(canonical_text(number))
            elif kind == _FREE and type(value) in (str, int):
                text = self._texts[name].get(value)
                if text is None:
                    text = self._read(name, value)
                    if text is None:
                        return self._in_full(document)[0]
                key.append(name)
                shown.append(text)
            elif kind != _UNUSUAL and (value is None or (kind != _QUANTITY and type(value) in (str, int, bool))):
                key += (name, value if type(value) is str else (type(value), value))
            else:
                return self._in_full(document)[0]
        return self._planned(document, tuple(key), numbers, shown)

    def _planned(
        self, document: Mapping[str, object], key: tuple[object, ...], numbers: list[Decimal], shown: list[str]
    ) -> Computed:
        plan = self._plans.get(key)
        if plan is None:
            computed, binding, outcome, factors = self._in_full(document)
            if key not in self._plans:
                if len(self._plans) >= MAX_SHAPES:
                    self._plans.clear()
                self._plans[key] = None
                made = self._plan_of(document, computed, binding, outcome, factors)
                if made is not None and made.compute(numbers, shown) == computed:
                    self._plans[key] = made
            return computed
        try:
            found = plan.compute(numbers, shown)
        except Exception:  # it is calculated in full, which raises the same
            found = None
        if found is not None:
            return found
        computed, _, outcome, _ = self._in_full(document)
        plan.learn(computed.recipe, outcome)
        return computed

    def _in_full(self, document: Mapping[str, object]) -> tuple[Computed, Binding, Outcome, dict[str, ResolvedFactor]]:
        binding, outcome, factors = calculate(self.agent, document, self._resolve, self.gwp)
        recipe = recipe_of(
            agent=self.agent_document,
            formula=self.agent.FORMULAS[binding.formula_id],
            binding=binding,
            factors=factors,
            gwp=self.gwp,
            outcome=outcome,
        )
        computed = Computed(
            recipe,
            canonical_json(dict(binding.documents)).decode(),
            masses_text(outcome),
            canonical_number(outcome.result),
            canonical_number(outcome.co2e),
            canonical_number(outcome.co2_biogenic),
        )
        return computed, binding, outcome, factors

    def _read(self, name: str, value: object) -> str | None:
        """The canonical JSON of an input the agent does not look at; nothing where it is refused."""
        try:
            text = canonical_json(as_text(self._fields[name].read(value))).decode()
        except GreenLangError:
            return None
        known = self._texts[name]
        if len(known) >= MAX_TEXTS:
            known.clear()
        known[value] = text  # type: ignore[index]
        return text

    def _plan_of(
        self,
        document: Mapping[str, object],
        computed: Computed,
        binding: Binding,
        outcome: Outcome,
        factors: Mapping[str, ResolvedFactor],
    ) -> Plan | None:
        """A plan for the shape of a row that was calculated in full; nothing where there can be none."""
        found = decided(self.agent, read_inputs(self.agent.INPUTS, document))
        if found is None or self._belongs_to_shape(found.read) or self._is_measured(found.inputs.values()):
            return None
        if not _same(found, binding) or not _own_names(computed, binding, found, document):
            return None
        holes = [name for name, value in document.items() if _is_hole(self._kinds[name], value)]
        numbered = [name for name in holes if self._kinds[name] != _FREE]
        places = {name: index for index, name in enumerate(numbered)}
        bounds = [_bound(self._fields[name], binding, place) for name, place in places.items()]
        formula = self.agent.FORMULAS[binding.formula_id]
        texts = _texts(binding.documents, holes, numbered)
        plan = Plan(
            agent=self.agent,
            formula=formula,
            factors=factors,
            gwp=self.gwp,
            decided=found,
            inputs=binding.inputs,
            places=places,
            texts=texts,
            bounds=bounds,
        )
        plan.learn(computed.recipe, outcome)
        return plan

    def _belongs_to_shape(self, read: Iterable[str]) -> bool:
        """Whether the agent looks at inputs that were not in the key so far; from here on they are."""
        found = [name for name in read if self._kinds[name] in (_FREE, _MEASURED)]
        self._kinds |= dict.fromkeys(found, _KEYED)
        if found:
            self._plans.clear()
        return bool(found)

    def _is_measured(self, taken: Iterable[object]) -> bool:
        """Whether a bare number is a quantity to the agent that was a text among others so far; it is a number now."""
        found = [name for name in taken if isinstance(name, str) and self._kinds[name] == _FREE]
        for name in found:
            field = self._fields[name]
            self._kinds[name] = _MEASURED if field.kind == "number" and not field.choices else _KEYED
        if found:
            self._plans.clear()
        return bool(found)


class _Remembered:
    """A resolver that is asked once for each request; a refusal is an answer as well."""

    def __init__(self, resolve: Resolver) -> None:
        self.resolve = resolve
        self.found: dict[FactorRequest, ResolvedFactor | GreenLangError] = {}

    def __call__(self, request: FactorRequest) -> ResolvedFactor:
        found = self.found.get(request)
        if found is None:
            try:
                found = self.resolve(request)
            except GreenLangError as error:
                found = error
            if len(self.found) >= MAX_SHAPES:
                self.found.clear()
            self.found[request] = found
        if isinstance(found, GreenLangError):
            raise found.with_traceback(None)
        return found


def _kind_of(field: InputField) -> Kind:
    if field.kind == "quantity":
        return _UNUSUAL if field.choices else _QUANTITY
    return _KEYED if field.kind == "boolean" else _FREE


def _is_hole(kind: Kind, value: object) -> bool:
    return kind == _QUANTITY if isinstance(value, dict) else kind in (_FREE, _MEASURED) and type(value) in (str, int)


def _same(found: Any, binding: Binding) -> bool:
    """Whether hiding the numbers gave what the row itself gave."""
    same = all(
        _shown(binding.documents.get(source), quantity) if isinstance(source, str) else source == quantity
        for source, quantity in ((found.inputs.get(name), quantity) for name, quantity in binding.inputs.items())
    )
    return (
        same
        and found.formula_id == binding.formula_id
        and found.inputs.keys() == binding.inputs.keys()
        and found.factors == dict(binding.factors)
        and found.taken == dict(binding.taken)
    )


def _shown(document: object, quantity: Quantity) -> bool:
    """Whether the document has the quantity: as an object, or its number where the unit stands elsewhere."""
    return document in (quantity.as_document(), canonical_number(quantity.value))


def _own_names(computed: Computed, binding: Binding, found: Any, document: Mapping[str, object]) -> bool:
    """Whether the recipe names each input by its own name; else it would be found by its value, which changes."""
    bound: Mapping[str, str | Mapping[str, str]] = computed.recipe.document["bound"]
    for name, source in found.inputs.items():
        own, named = binding.taken.get(name, name), bound[name]
        if own != (named if isinstance(named, str) else named["input"]):
            return False
        if not (source == own if isinstance(source, str) else _constant(own, found, document)):
            return False
    return True


def _constant(name: str, found: Any, document: Mapping[str, object]) -> bool:
    return name in found.read or document.get(name) is None


def _bound(field: InputField, binding: Binding, place: int) -> Bound:
    document: Any = binding.documents[field.name]
    ratio = Fraction(1)
    if field.unit and isinstance(document, Mapping):
        ratio = conversion(parse_unit(document["unit"]), parse_unit(field.unit))
    low, high = (None if bound is None else parse_number(str(bound)) for bound in (field.minimum, field.maximum))
    return Bound(place, ratio, low, high)


def _texts(documents: Mapping[str, object], holes: list[str], numbered: list[str]) -> Texts:
    """The inputs' canonical text with a place for each hole, and where its text stands among the row's."""
    parts: list[str] = []
    order: list[int] = []
    for name in sorted(documents):
        value: Any = documents[name]
        text = canonical_json(value).decode().replace("%", "%%")
        if name in numbered and not isinstance(value, str):
            order.append(holes.index(name))
            unit = canonical_json(value["unit"]).decode().replace("%", "%%")
            text = f'{{"unit":{unit},"value":"%s"}}'
        elif name in holes:
            order.append(holes.index(name))
            text = '"%s"' if name in numbered else "%s"
        parts.append(f"{canonical_json(name).decode().replace('%', '%%')}:{text}")
    return Texts(f"{{{','.join(parts)}}}", tuple(order), tuple(holes.index(name) for name in numbered))
