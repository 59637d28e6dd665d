"""What an agent is to the kernel, and a whole calculation without any input or output of its own.

Generated agents import `greenlang.engine` and the standard library only. They say which formulas they
have, which inputs they take, and how a document is bound to a formula; the kernel does the rest.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Protocol, TypeAlias

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.choice import choose_formula
from greenlang.engine.errors import InvalidFactor
from greenlang.engine.formula import CompiledFormula, FactorComponent, Outcome, ResolvedFactor
from greenlang.engine.formula.factors import read_list, read_texts
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.gases import CO2, CO2_BIOGENIC, GwpSet, gas_name
from greenlang.engine.inputs import InputField, inputs_document, read_inputs
from greenlang.engine.meanings import NumberUnit
from greenlang.engine.units import Quantity
from greenlang.errors import InvalidInput

__all__ = [
    "Agent",
    "AgentContract",
    "Binding",
    "FactorRequest",
    "FactorTable",
    "InputField",
    "PinnedFactor",
    "Resolver",
    "calculate",
    "choose_formula",
    "inputs_document",
    "read_inputs",
    "resolve_factors",
]


@dataclass(frozen=True)
class FactorRequest:
    """Which factor is wanted; whoever runs the agent finds it, exactly or not at all.

    Args:
        slot: the factor's name in the formula.
        category, activity, region: as in the catalogue, "stationary-combustion", "natural-gas", "US".
        unit: unit of the slot, "kg/mmBtu(HHV)".
        gases: the gases wanted; empty for a parameter.
        source, edition, basis: narrow the search where they are given.
        fallback: names of the steps that may follow where nothing answers exactly ("country"), as the method of
            the category knows them; empty: exactly or not at all. Their order is the method's, not the caller's.
    """

    slot: str
    category: str
    activity: str
    region: str
    unit: str
    gases: tuple[str, ...] = ()
    source: str = ""
    edition: str = ""
    basis: str = ""
    fallback: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "gases", tuple(self.gases))
        object.__setattr__(self, "fallback", tuple(self.fallback))

    def as_document(self) -> dict[str, object]:
        """Every field by name; the gases as a list, and ``fallback`` only where a step is allowed."""
        document: dict[str, object] = {name: getattr(self, name) for name in _REQUEST_TEXTS}
        document["gases"] = list(self.gases)
        if self.fallback:
            document["fallback"] = list(self.fallback)
        return document

    @classmethod
    def from_document(cls, document: object, *, where: str = "request") -> "FactorRequest":
        """Read what `as_document` wrote."""
        if not isinstance(document, Mapping):
            raise InvalidFactor("A factor request is an object.", where=where)
        lists = {name: tuple(str(item) for item in read_list(document, name, where)) for name in _REQUEST_LISTS}
        rest = {key: value for key, value in document.items() if key not in _REQUEST_LISTS}
        texts = read_texts(rest, _REQUEST_TEXTS, required=_REQUEST_TEXTS[:5], where=where)
        return cls(gases=lists["gases"], fallback=lists["fallback"], **texts)


_REQUEST_LISTS = ("gases", "fallback")
_REQUEST_TEXTS = tuple(f.name for f in fields(FactorRequest) if f.name not in _REQUEST_LISTS)


@dataclass(frozen=True)
class PinnedFactor:
    """A factor whose values are written in the spec itself, with their source."""

    slot: str
    components: tuple[FactorComponent, ...]
    source: str
    citation: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "components", tuple(self.components))

    def resolved(self) -> ResolvedFactor:
        """The factor as a calculation takes it."""
        return ResolvedFactor(
            components=self.components,
            source=self.source,
            citation=self.citation,
            steps=("Pinned in the agent's specification.",),
        )


@dataclass(frozen=True)
class Binding:
    """A document bound to a formula.

    Args:
        formula_id: key into the agent's formulas.
        inputs: quantity by the formula's input name.
        factors: request or pinned factor by the formula's factor name.
        documents: the validated inputs as a canonical document; the input hash covers it.
        taken: the document's input by the formula's input name, where they differ.
    """

    formula_id: str
    inputs: Mapping[str, Quantity]
    factors: Mapping[str, FactorRequest | PinnedFactor]
    documents: Mapping[str, object]
    taken: Mapping[str, str] = field(default_factory=FrozenMap)

    def __post_init__(self) -> None:
        object.__setattr__(self, "taken", FrozenMap(self.taken))
        object.__setattr__(self, "inputs", FrozenMap(self.inputs))
        object.__setattr__(self, "factors", FrozenMap(self.factors))
        object.__setattr__(self, "documents", FrozenMap(self.documents))
        canonical_json(dict(self.documents))


class AgentContract(Protocol):
    """An agent: `Agent`, or any object with these names."""

    @property
    def AGENT_ID(self) -> str: ...  # noqa: N802 - constants of a generated module

    @property
    def AGENT_VERSION(self) -> str: ...  # noqa: N802

    @property
    def GWP_SET(self) -> str:  # noqa: N802
        """Name of the default set, "AR5"."""
        ...

    @property
    def FORMULAS(self) -> Mapping[str, CompiledFormula]: ...  # noqa: N802

    @property
    def INPUTS(self) -> Sequence[InputField]: ...  # noqa: N802

    @property
    def bind(self) -> Callable[[Mapping[str, object]], Binding]:
        """Validates a document and binds it to a formula; raises `InvalidInput`."""
        ...

    @property
    def check_output(self) -> Callable[[Outcome], None]:
        """Raises `InvalidInput` where an outcome breaks a rule of the spec."""
        ...

    @property
    def UNITS(self) -> Sequence[NumberUnit]:  # noqa: N802
        """Where the units of bare numbers stand."""
        ...

    @property
    def OUTPUTS(self) -> Mapping[str, str]:  # noqa: N802
        """What each further output shows, by its name: one of `FURTHER_OUTPUTS`."""
        ...


@dataclass(frozen=True)
class Agent:
    """An agent as one value: what a generated package exports as ``AGENT``.

    Args:
        AGENT_ID, AGENT_NAME, AGENT_VERSION: identity in records.
        DOMAIN, SCOPE: what it calculates, and the GHG Protocol scope.
        GWP_SET, FORMULAS, INPUTS, bind, check_output, UNITS, OUTPUTS: see `AgentContract`.
    """

    AGENT_ID: str
    AGENT_NAME: str
    AGENT_VERSION: str
    DOMAIN: str
    SCOPE: str
    GWP_SET: str
    FORMULAS: Mapping[str, CompiledFormula]
    INPUTS: Sequence[InputField]
    bind: Callable[[Mapping[str, object]], Binding]
    check_output: Callable[[Outcome], None]
    UNITS: Sequence[NumberUnit] = ()
    OUTPUTS: Mapping[str, str] = field(default_factory=FrozenMap)


Resolver: TypeAlias = Callable[[FactorRequest], ResolvedFactor]


def calculate(
    agent: AgentContract, document: Mapping[str, object], resolve: Resolver, gwp: GwpSet
) -> tuple[Binding, Outcome, dict[str, ResolvedFactor]]:
    """Bind a document, resolve its factors, evaluate the formula, check the output.

    The order is the same singly and in a batch. Whatever binding, resolving or evaluating raises comes
    through; a resolved factor that lacks a requested gas raises `InvalidFactor`.
    """
    binding = agent.bind(document)
    if binding.formula_id not in agent.FORMULAS:
        mend = f"It has {', '.join(agent.FORMULAS)}."
        raise InvalidInput(f"The agent has no formula {binding.formula_id!r}.", where=agent.AGENT_ID, mend=mend)
    factors = resolve_factors(binding, resolve)
    outcome = agent.FORMULAS[binding.formula_id].evaluate(binding.inputs, factors, gwp)
    agent.check_output(outcome)
    return binding, outcome, factors


def resolve_factors(binding: Binding, resolve: Resolver) -> dict[str, ResolvedFactor]:
    """The factors that a bound document asks for, by the formula's names; what the spec pins is taken as pinned.

    Raises what resolving raises, and `InvalidFactor` where a found factor lacks a gas that was asked for.
    """
    return {name: _resolved(name, request, resolve) for name, request in binding.factors.items()}


def _resolved(name: str, request: FactorRequest | PinnedFactor, resolve: Resolver) -> ResolvedFactor:
    if isinstance(request, PinnedFactor):
        return request.resolved()
    factor = resolve(request)
    if not isinstance(factor, ResolvedFactor):
        what = f"The lookup gave no factor for {request.activity} in {request.region}, but a {type(factor).__name__}."
        raise InvalidFactor(what, where=f"factors.{name}", mend="Choose another factor, or correct the input.")
    if request.gases:
        _check_gases(request, factor, f"factors.{name}")
    return factor


def _check_gases(request: FactorRequest, factor: ResolvedFactor, where: str) -> None:
    """A gas that was asked for is never dropped in silence; biogenic CO2 stands for CO2."""
    found = {gas_name(component.gas, where=where) for component in factor.components}
    found |= {CO2} if CO2_BIOGENIC in found else set()
    missing = ", ".join(gas for gas in request.gases if gas_name(gas, where=where) not in found)
    if missing:
        what = f"The factor found for {request.activity} in {request.region}"
        mend = "Choose another factor or request fewer gases."
        raise InvalidFactor(f"{what} has no value for {missing}.", where=where, mend=mend)


class FactorTable:
    """A resolver over pinned factors: generated tests run on one, with no catalogue."""

    def __init__(self, factors: Mapping[FactorRequest, ResolvedFactor]) -> None:
        self._factors = dict(factors)

    @classmethod
    def from_document(cls, document: object) -> "FactorTable":
        """Read a list of ``{"request": …, "resolved": …}``; a request must not stand there twice."""
        if not isinstance(document, list | tuple):
            raise InvalidFactor("Pinned factors are a list.", where="factors")
        table: dict[FactorRequest, ResolvedFactor] = {}
        for index, entry in enumerate(document):
            where = f"factors[{index}]"
            if not isinstance(entry, Mapping) or set(entry) != {"request", "resolved"}:
                raise InvalidFactor("An entry has request and resolved.", where=where)
            request = FactorRequest.from_document(entry["request"], where=f"{where}.request")
            resolved = ResolvedFactor.from_document(entry["resolved"], where=f"{where}.resolved")
            if table.setdefault(request, resolved) != resolved:
                raise InvalidFactor("The request stands there twice with different factors.", where=where)
        return cls(table)

    @classmethod
    def of(cls, entries: Iterable[tuple[FactorRequest, ResolvedFactor]]) -> "FactorTable":
        """The table of these pairs."""
        return cls(dict(entries))

    def as_document(self) -> list[dict[str, object]]:
        """What `from_document` reads, in the order of the requests' canonical JSON."""
        pairs = sorted(self._factors.items(), key=lambda pair: canonical_json(pair[0].as_document()))
        return [{"request": request.as_document(), "resolved": factor.as_document()} for request, factor in pairs]

    def __call__(self, request: FactorRequest) -> ResolvedFactor:
        """The pinned factor; raises `InvalidFactor` naming the request where it is not pinned."""
        factor = self._factors.get(request)
        if factor is None:
            wanted = json.dumps(request.as_document(), sort_keys=True, ensure_ascii=False)
            raise InvalidFactor(
                f"No factor is pinned for this request: {wanted}.",
                where=f"factors.{request.slot}",
                mend=f"Pinned are {len(self._factors)} requests; pin this one or correct the input.",
            )
        return factor
