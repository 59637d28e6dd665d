"""Does an agent's binding depend on the numbers of a document? Found by running it with the numbers hidden.

``bind`` is code of a pack. Whether it may be skipped for the next row cannot be seen from its results, so it is run
once with the engine's functions replaced: the document cannot be read at all, a quantity shows its unit and refuses
to show its value, and every other input says when it is read. What comes back was then decided by the texts that
were read and by units alone, and comes back for every row that has the same. Any attempt to look further, anything
the replaced functions are not asked for in the ordinary way, ends the run: such a shape has no plan.

The rules of the output are asked in the same manner: what is compared with what is noted, and a later row for which
every comparison has the same answer passes them.

This rests on what the contract of agents says and the generator's tests hold them to: these functions keep nothing
between two calls and ask for nothing but their argument.
"""

import dis
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import CodeType, FunctionType, MappingProxyType
from typing import Any, NoReturn

from greenlang.engine.choice import choose_formula
from greenlang.engine.contract import AgentContract, Binding, FactorRequest, PinnedFactor
from greenlang.engine.formula import Outcome
from greenlang.engine.inputs import inputs_document, read_inputs
from greenlang.engine.meanings import NumberUnit, with_units
from greenlang.engine.units import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Decided:
    """How an agent binds every document of a shape.

    Args:
        formula_id: the formula.
        inputs: by the formula's name the agent's input whose quantity it takes, or a quantity that is the same for
            the whole shape.
        factors, taken: as in `Binding`.
        read: names of the inputs that were looked at; they belong to the shape with their values.
    """

    formula_id: str
    inputs: Mapping[str, str | Quantity]
    factors: Mapping[str, FactorRequest | PinnedFactor]
    taken: Mapping[str, str]
    read: frozenset[str]


class _LookedError(BaseException):
    """A hidden thing was looked at. No `Exception`, so that an agent's own handlers let it through."""


class _Watch:
    def __init__(self) -> None:
        self.looked = False
        self.read: set[str] = set()

    def look(self, *_: object, **__: object) -> NoReturn:
        self.looked = True
        raise _LookedError


_KEPT = {
    "__class__", "__new__", "__init__", "__init_subclass__", "__subclasshook__", "__getattribute__", "__setattr__",
    "__delattr__", "__slots__", "__doc__", "__module__", "__class_getitem__", "__del__", "__dict__", "__weakref__",
    "__annotations__", "__match_args__", "__dataclass_fields__", "__dataclass_params__", "__getstate__",
    "__setstate__", "__post_init__", "__reversed__",
}  # fmt: skip
# Whatever a real value answers without being asked by name: all of it counts as looking.
_HIDDEN = sorted(
    {name for kind in (str, int, Decimal, date, dict, Quantity, Outcome) for name in dir(kind) if name[:2] == "__"}
    - _KEPT
)


def _look(self: Any, *_: object) -> NoReturn:
    watch: _Watch = object.__getattribute__(self, "watch")
    watch.look()


class _Hidden:
    """Stands for a value that must not be looked at; of what kind it is, the input's declaration says anyway."""

    __slots__ = ("kind", "watch")

    def __init__(self, watch: _Watch, kind: type = object) -> None:
        object.__setattr__(self, "watch", watch)
        object.__setattr__(self, "kind", kind)

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":  # what ``isinstance`` asks for
            return object.__getattribute__(self, "kind")
        _look(self)


class _HiddenDocument(_Hidden):
    """A document that must not be looked at; a mapping also to ``match``."""

    __slots__ = ()

    def __init__(self, watch: _Watch) -> None:
        _Hidden.__init__(self, watch, dict)


Mapping.register(_HiddenDocument)


class _HiddenQuantity(Quantity):
    """A quantity that shows its unit and not its value."""

    __slots__ = ("name", "watch")

    def __init__(self, watch: _Watch, name: str, unit: Unit) -> None:
        for attribute, value in (("watch", watch), ("name", name), ("unit", unit)):
            object.__setattr__(self, attribute, value)

    def __getattribute__(self, name: str) -> Any:
        if name in {"unit", "__class__"}:
            return object.__getattribute__(self, name)
        _look(self)


for _kind in (_Hidden, _HiddenDocument, _HiddenQuantity):
    for _name in _HIDDEN:
        setattr(_kind, _name, _look)


class _Values(Mapping[str, object]):
    """The validated inputs: one asked for by its name is noted, those met in passing are hidden."""

    def __init__(self, watch: _Watch, values: Mapping[str, object]) -> None:
        self.watch = watch
        self.quantities = {
            name: _HiddenQuantity(watch, name, value.unit)
            for name, value in values.items()
            if isinstance(value, Quantity)
        }
        self.given = values

    def __getitem__(self, name: str) -> object:
        if name in self.quantities:
            return self.quantities[name]
        value = self.given[name]
        self.watch.read.add(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def __eq__(self, other: object) -> bool:
        self.watch.look()

    __hash__ = None  # type: ignore[assignment]
    __class__ = property(lambda self: dict)  # what `read_inputs` gives

    def items(self) -> Any:
        return list(zip(self.given, self.values(), strict=True))

    def values(self) -> Any:
        return [self.quantities[name] if name in self.quantities else self._passed(name) for name in self.given]

    def _passed(self, name: str) -> object:
        value = self.given[name]
        return None if value is None else _Hidden(self.watch, value.__class__)


Comparison = tuple[Callable[[Decimal, Decimal | int], bool], Decimal | int, bool]
"""An operator, what the result is compared with, and the answer."""


class _Compared(_Hidden):
    """A result that can be compared with a number, which is noted, and not be looked at otherwise."""

    __slots__ = ("found", "number")

    def __init__(self, watch: _Watch, number: Decimal) -> None:
        super().__init__(watch, Decimal)
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "found", [])


def _comparing(compare: Callable[[Any, Any], bool]) -> Callable[[Any, object], bool]:
    def compared(self: Any, other: object) -> bool:
        if type(other) is not Decimal and type(other) is not int:
            _look(self)
        answer = compare(object.__getattribute__(self, "number"), other)
        object.__getattribute__(self, "found").append((compare, other, answer))
        return answer

    return compared


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    setattr(_Compared, _name, _comparing(getattr(operator, _name)))


class _HiddenOutcome(_Hidden):
    """An outcome of which the unit and the result can be asked for."""

    __slots__ = ("result", "unit")

    def __getattribute__(self, name: str) -> Any:
        if name == "result_unit":
            return object.__getattribute__(self, "unit")
        if name == "result":
            return object.__getattribute__(self, "result")
        return super().__getattribute__(name)


def comparisons(agent: AgentContract, result_unit: str, result: Decimal) -> tuple[Comparison, ...] | None:
    """The comparisons by which ``check_output`` passes a result; nothing where it asks for more than that.

    Another result of the same unit passes where each has the same answer. For a result that it refuses there are none.
    """
    if _handles_errors(agent.check_output):
        return None
    watch = _Watch()
    hidden, compared = _HiddenOutcome(watch, Outcome), _Compared(watch, result)
    object.__setattr__(hidden, "unit", result_unit)
    object.__setattr__(hidden, "result", compared)
    try:
        agent.check_output(hidden)  # type: ignore[arg-type]
    except _LookedError:
        return None
    except Exception:  # the row itself passed: it was not asked the same way
        return None
    return None if watch.looked else tuple(object.__getattribute__(compared, "found"))


def decided(agent: AgentContract, values: Mapping[str, object]) -> Decided | None:
    """How the agent binds every document with these texts and units; nothing where that depends on more.

    Args:
        values: what `read_inputs` gave for one document of the shape.
    """
    bind = agent.bind
    if not isinstance(bind, FunctionType) or _handles_errors(bind):
        return None
    watch = _Watch()
    run = _Run(agent, watch, _Values(watch, values))
    try:
        answer = run.rebound(bind)(run.document)
    except _LookedError:
        return None
    except Exception:  # a way through the code that the document itself did not take
        return None
    if watch.looked or answer is not run.bound:
        return None
    return run.decided()


def _handles_errors(function: object) -> bool:
    """Whether a function, or one it names, catches errors: what a hidden value raises must not be taken for a way on.

    The engine's own functions catch what they raise themselves, and nothing of what a hidden value does.
    """
    waiting, seen = [function], set()
    while waiting:
        found = waiting.pop()
        if id(found) in seen or getattr(found, "__module__", "").startswith("greenlang.engine."):
            continue
        seen.add(id(found))
        if isinstance(found, FunctionType):
            codes = [found.__code__]
            cells = [cell.cell_contents for cell in found.__closure__ or () if callable(cell.cell_contents)]
            waiting += cells
            for code in codes:
                if any(instruction.opname == "PUSH_EXC_INFO" for instruction in dis.get_instructions(code)):
                    return True
                codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
                waiting += [found.__globals__[name] for name in code.co_names if name in found.__globals__]
    return False


class _Run:
    """One run with hidden numbers: the replaced functions, and what they were handed."""

    def __init__(self, agent: AgentContract, watch: _Watch, values: _Values) -> None:
        self.agent, self.watch, self.values = agent, watch, values
        self.document: Any = _HiddenDocument(watch)
        self.documents = _HiddenDocument(watch)
        self.bound = _Hidden(watch)
        self.measured: _Values | None = None
        self.handed: dict[str, Any] = {}

    def rebound(self, bind: FunctionType) -> Callable[[Any], object]:
        """The function with its module's names bound to the replaced functions, its neighbours' likewise."""
        replaced: dict[int, Any] = {
            id(read_inputs): self.read_inputs,
            id(with_units): self.with_units,
            id(choose_formula): self.choose_formula,
            id(inputs_document): self.inputs_document,
            id(Binding): self.binding,
        }
        names = dict(bind.__globals__)

        def moved(function: FunctionType) -> FunctionType:
            copy = FunctionType(
                function.__code__, names, function.__name__, function.__defaults__, function.__closure__
            )
            copy.__kwdefaults__ = function.__kwdefaults__
            return copy

        for name, value in list(names.items()):
            if id(value) in replaced:
                names[name] = replaced[id(value)]
            elif isinstance(value, FunctionType) and value.__globals__ is bind.__globals__:
                names[name] = moved(value)
        return moved(bind)

    def read_inputs(self, fields: object, document: object) -> Mapping[str, object]:
        if document is not self.document or fields is not self.agent.INPUTS:
            self.watch.look()
        return self.values

    def with_units(self, values: object, units: Any) -> Mapping[str, object]:
        if values is not self.values or not all(type(each) is NumberUnit for each in units):
            self.watch.look()
        given = self.values.given
        self.watch.read |= {each.said_in for each in units if each.said_in and given[each.number] is not None}
        self.measured = _Values(self.watch, with_units(given, units))
        return self.measured

    def choose_formula(self, formulas: Any, inputs: Any, names: Any = MappingProxyType({})) -> object:
        if type(inputs) is not _Values or (inputs is not self.values and inputs is not self.measured):
            return choose_formula(formulas, inputs, names)
        bare = {name: value for name, value in inputs.given.items() if isinstance(value, Decimal | int)}
        return choose_formula(formulas, {**bare, **inputs.quantities}, names)

    def inputs_document(self, values: object) -> object:
        if values is not self.values:
            self.watch.look()
        return self.documents

    def binding(
        self, formula_id: str, inputs: Any, factors: Any, documents: object, taken: Any = MappingProxyType({})
    ) -> object:
        if documents is not self.documents or self.handed:
            self.watch.look()
        self.handed = {
            "formula_id": formula_id, "inputs": dict(inputs), "factors": dict(factors), "taken": dict(taken),
        }  # fmt: skip
        return self.bound

    def decided(self) -> Decided | None:
        inputs: dict[str, str | Quantity] = {}
        for name, value in self.handed["inputs"].items():
            kind = type(value)
            if kind is _HiddenQuantity:
                inputs[name] = object.__getattribute__(value, "name")
            elif kind is Quantity:
                inputs[name] = value
            else:
                return None
        handed = self.handed
        return Decided(handed["formula_id"], inputs, handed["factors"], handed["taken"], frozenset(self.watch.read))
