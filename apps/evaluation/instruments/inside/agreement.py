"""The agent beside those who use it: the engine's single and batch paths, the ledger, earlier documents, consumers."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from apps.evaluation.instruments.inside.subject import Subject, said
from greenlang.engine.batch import BatchCalculator, Refusal
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import Binding, FactorRequest, FactorTable, calculate
from greenlang.engine.formula import CompiledFormula, ResolvedFactor
from greenlang.engine.inputs import InputField
from greenlang.engine.numbers import canonical_number
from greenlang.engine.records import masses_text, recipe_of

_TEXTS = ("AGENT_ID", "AGENT_VERSION", "GWP_SET")
_NOBODYS = "0" * 64


class NotPinned(Exception):
    """The document is accepted, and no factor comes with it."""


def contract_checks(agent: Any) -> Iterator[dict[str, str]]:
    """What `AgentContract` asks of any agent, each with what is wrong; empty where it holds."""
    yield _check("identity", lambda: _wrong_texts(agent))
    yield _check("inputs", lambda: _wrong_inputs(agent))
    yield _check("formulas", lambda: _wrong_formulas(agent))
    yield _check("verbs", lambda: "" if callable(agent.bind) and callable(agent.check_output) else "It cannot bind.")


def sample_checks(subject: Subject) -> Iterator[dict[str, str]]:
    """For each sample: a run over many rows gives the same bytes, binding again binds the same, the ledger takes it."""
    agent = {"id": subject.agent.AGENT_ID, "version": subject.agent.AGENT_VERSION, "pack_sha256": _NOBODYS}
    batch = BatchCalculator(subject.agent, subject.table, subject.gwp, agent)
    for place, document in enumerate(subject.documents()):
        yield _check(f"sample {place} in a run", partial(_differs_in_a_run, subject, batch, document))
        yield _check(f"sample {place} bound again", partial(_differs_again, subject, document))


def document_check(subject: Subject, document: Mapping[str, Any], factors: list[Any]) -> dict[str, object]:
    """How a document of somebody else's fares: ``calculated`` with its output, ``accepted``, or ``refused``.

    ``accepted``: it binds, and neither pack pins the factor it then asks for.
    """
    try:
        table = FactorTable.from_document(factors)

        def resolve(request: FactorRequest) -> ResolvedFactor:
            for pinned in (subject.table, table):
                if request in pinned._factors:
                    return pinned(request)
            raise NotPinned

        binding, outcome, _ = calculate(subject.agent, document, resolve, subject.gwp)
    except NotPinned:
        return {"answer": "accepted", "message": ""}
    except BaseException as error:
        return {"answer": "refused", "message": said(error)}
    name = subject.agent.FORMULAS[binding.formula_id].definition.output_name
    return {"answer": "calculated", "message": "", "output": name, "unit": outcome.result_unit}


def _check(name: str, wrong: Callable[[], str]) -> dict[str, str]:
    try:
        return {"check": name, "wrong": wrong()}
    except BaseException as error:
        return {"check": name, "wrong": said(error)}


def _wrong_texts(agent: Any) -> str:
    empty = [name for name in _TEXTS if not isinstance(getattr(agent, name), str) or not getattr(agent, name)]
    return f"{', '.join(empty)} must be text." if empty else ""


def _wrong_inputs(agent: Any) -> str:
    if not all(isinstance(field, InputField) for field in agent.INPUTS):
        return "INPUTS must be the engine's input fields."
    names = [field.name for field in agent.INPUTS]
    return "" if len(names) == len(set(names)) else "An input is declared twice."


def _wrong_formulas(agent: Any) -> str:
    if not agent.FORMULAS:
        return "It has no formula."
    for name, formula in agent.FORMULAS.items():
        if not isinstance(formula, CompiledFormula) or formula.definition.id != name:
            return f"{name} is no compiled formula of that id."
    outputs = {(f.definition.output_name, f.definition.output_unit) for f in agent.FORMULAS.values()}
    return "" if len(outputs) == 1 else "Its formulas give different outputs."


def _differs_in_a_run(subject: Subject, batch: BatchCalculator, document: Mapping[str, Any]) -> str:
    binding, outcome, factors = calculate(subject.agent, document, subject.table, subject.gwp)
    formula = subject.agent.FORMULAS[binding.formula_id]
    # The second row of a shape is the first that takes the shorter way.
    rows = list(batch.run([document, document]))
    refused = next((row for row in rows if isinstance(row, Refusal)), None)
    if refused is not None:
        return f"It is refused: {refused.reason}"
    recipe = recipe_of(
        agent=batch.agent_document, formula=formula, binding=binding, factors=factors, gwp=subject.gwp, outcome=outcome
    )
    alone = (
        recipe.hash,
        canonical_json(dict(binding.documents)).decode(),
        masses_text(outcome),
        canonical_number(outcome.result),
        canonical_number(outcome.co2e),
        canonical_number(outcome.co2_biogenic),
    )
    for row in rows:
        if not isinstance(row, Refusal) and (row.recipe.hash, *row[1:]) != alone:
            return "A run gives another record than a single calculation."
    return ""


def _differs_again(subject: Subject, document: Mapping[str, Any]) -> str:
    first: Binding = subject.agent.bind(document)
    again = subject.agent.bind(dict(first.documents))
    return "" if again == first else "What a record keeps of its inputs is bound in another way."
