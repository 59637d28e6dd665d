"""Faults put into inputs and lookups, and how the agent answers each."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from apps.evaluation.instruments.inside.subject import Document, Subject, said
from greenlang.engine.contract import AgentContract, FactorRequest, Resolver
from greenlang.engine.formula import ResolvedFactor
from greenlang.errors import GreenLangError

_LONG = "x" * 20_000
_SLOW_SECONDS = 0.02
_QUANTITY_FAULTS: dict[str, dict[str, object]] = {
    "NaN": {"value": "NaN"},
    "infinity": {"value": "Infinity"},
    "a float": {"value": 0.1},
    "text": {"value": "fifty"},
    "a huge exponent": {"value": "1e999999"},
    "an unknown unit": {"unit": "furlong_of_fuel"},
    "a unit of another dimension": {"unit": "K", "basis": ""},
    "a member too many": {"colour": "blue"},
}


class Absent(Exception):
    """A lookup service that does not answer, as a test double."""


def answers(subject: Subject, milliseconds: int) -> Iterator[dict[str, object]]:
    """How each fault was answered: a named error is right, a number or another error is not.

    A slow lookup is no fault of the input: right is the very result of a fast one.
    """
    end = time.process_time() + milliseconds / 1000
    for sample in subject.documents():
        for fault, document in _input_faults(subject.agent, sample):
            if time.process_time() > end:
                return
            yield _answer(fault, GreenLangError, partial(subject.run, document))
        yield from _lookup_answers(subject, sample)


def _input_faults(agent: AgentContract, sample: Document) -> Iterator[tuple[str, Any]]:
    """Documents no agent may accept, each with one thing wrong."""
    yield "an unknown input", {**sample, "no_such_input_": "1"}
    yield "a list for the whole document", [sample]
    for field in agent.INPUTS:
        name = field.name
        if name not in sample:
            continue
        if field.required and field.default is None:
            yield f"{name} missing", {key: value for key, value in sample.items() if key != name}
        yield f"a list for {name}", {**sample, name: ["1"]}
        given = sample[name]
        if field.kind == "quantity" and isinstance(given, dict):
            for fault, change in _QUANTITY_FAULTS.items():
                yield f"{name}: {fault}", {**sample, name: {**given, **change}}
        elif field.kind in ("number", "integer"):
            yield f"NaN for {name}", {**sample, name: "NaN"}
        elif field.kind == "string":
            yield f"an overlong text for {name}", {**sample, name: _LONG}


def _lookup_answers(subject: Subject, sample: Document) -> Iterator[dict[str, object]]:
    """Lookups that answer wrongly; nothing where the agent asks for no factor."""
    found = partial(_changed, subject.table)
    wrong: tuple[tuple[str, type[Exception], Resolver], ...] = (
        ("a lookup that finds nothing", GreenLangError, partial(_raising, GreenLangError("gone"))),
        ("a lookup that breaks", Absent, partial(_raising, Absent())),
        ("a lookup that answers nothing", GreenLangError, _nothing),
        ("a factor in a wrong unit", GreenLangError, partial(found, _in_wrong_unit)),
        ("a factor without its values", GreenLangError, partial(found, _without_values)),
        ("a factor that lacks a gas", GreenLangError, partial(_lacking_a_gas, subject.table)),
    )
    asked: list[FactorRequest] = []
    for fault, right, resolve in wrong:
        answer = _answer(fault, right, partial(subject.run, sample, partial(_noting, asked, resolve)))
        if asked if resolve is not wrong[-1][2] else any(request.gases for request in asked):
            yield answer
    if asked:
        yield _slow(subject, sample)


def _noting(asked: list[FactorRequest], resolve: Resolver, request: FactorRequest) -> ResolvedFactor:
    asked.append(request)
    return resolve(request)


def _raising(error: Exception, request: FactorRequest) -> ResolvedFactor:
    raise error


def _nothing(request: FactorRequest) -> Any:
    return None


def _changed(
    table: Resolver, change: Callable[[ResolvedFactor], ResolvedFactor], request: FactorRequest
) -> ResolvedFactor:
    return change(table(request))


def _in_wrong_unit(factor: ResolvedFactor) -> ResolvedFactor:
    return replace(factor, components=tuple(replace(part, unit="K") for part in factor.components))


def _without_values(factor: ResolvedFactor) -> ResolvedFactor:
    return replace(factor, components=(), published_total=None)


def _lacking_a_gas(table: Resolver, request: FactorRequest) -> ResolvedFactor:
    """A gas too few, where gases are asked for by name."""
    factor = table(request)
    return replace(factor, components=factor.components[1:], published_total=None) if request.gases else factor


def _slow(subject: Subject, sample: Document) -> dict[str, object]:
    fast = subject.run(sample)

    def resolve(request: FactorRequest) -> ResolvedFactor:
        time.sleep(_SLOW_SECONDS)
        return subject.table(request)

    try:
        equal = subject.run(sample, resolve) == fast
    except BaseException as error:
        return {"fault": "a slow lookup", "answer": "unnamed", "message": said(error)}
    return {"fault": "a slow lookup", "answer": "equal" if equal else "number", "message": "Another result."}


def _answer(fault: str, right: type[Exception], run: Callable[[], bytes]) -> dict[str, object]:
    try:
        run()
    except right as error:
        return {"fault": fault, "answer": "named", "message": said(error), **_quality(error)}
    except BaseException as error:
        return {"fault": fault, "answer": "unnamed", "message": said(error)}
    return {"fault": fault, "answer": "number", "message": "It calculated."}


def _quality(error: Exception) -> dict[str, bool]:
    """Whether an error says where, and how to mend it: by its own member, or by a second sentence."""
    if not isinstance(error, GreenLangError):
        return {}
    details = [str(each.get("detail", "")) for each in error.errors] or [error.message]
    mends = bool(error.mend) or all(len(detail.rstrip(". ").split(". ")) > 1 for detail in details)
    return {"where": bool(error.where or error.errors), "mend": mends}
