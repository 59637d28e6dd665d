"""How the gateway asks a pod: it binds and resolves here, sends inputs and factors, and believes only what fits.

The pod's answer must be of the formula, the inputs and the warming potentials that were sent, and give its own result
hash; the record that is made of it is then the one that this process would have made.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

import urllib3

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, Binding, FactorRequest, FactorTable, Resolver, resolve_factors
from greenlang.engine.formula import Outcome, ResolvedFactor
from greenlang.engine.gases import GwpSet
from greenlang.engine.numbers import canonical_number
from greenlang.engine.provenance import input_hash, result_hash
from greenlang.engine.serving import JSON, METHOD, PATH
from greenlang.errors import GreenLangError, Unavailable

CONNECT_SECONDS, READ_SECONDS = 2.0, 10.0
CONNECTIONS = 8
_OUTCOME = ("gases", "result", "result_unit", "co2_biogenic", "parameters", "memo")


class PodUnavailable(Unavailable):
    """No pod of the agent answers, or what answers is none."""

    code = "pod-unavailable"


class PodRefuses(GreenLangError):
    """The agent refused its input in the pod: its code, status and words are the ones it would have had here."""

    @classmethod
    def told(cls, status: int, title: str, code: str, message: str, **more: Any) -> "PodRefuses":
        """The refusal of that kind."""
        kind = type("PodRefuses", (cls,), {"status": status, "title": title, "code": code})
        refusal: PodRefuses = kind(message, **more)
        return refusal


class Pods:
    """Connections to pods, kept open from one request to the next; shared by a process's threads.

    Args:
        authorities: file of the certificates that pods' certificates are signed by; empty: the system's.
    """

    def __init__(self, authorities: str = "") -> None:
        # An execution changes nothing: where a connection breaks, or a pod goes, another one is asked.
        retries = urllib3.Retry(
            total=2, allowed_methods=None, status_forcelist=(502, 503, 504), backoff_factor=0.1, raise_on_status=False
        )
        self._pool = urllib3.PoolManager(
            num_pools=256,
            maxsize=CONNECTIONS,
            retries=retries,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            ca_certs=authorities or None,
        )

    def calculate(
        self, url: str, agent: AgentContract, document: Mapping[str, Any], resolve: Resolver, gwp: GwpSet
    ) -> tuple[Binding, Outcome, dict[str, ResolvedFactor]]:
        """As `greenlang.engine.contract.calculate`, with the arithmetic in a pod of the agent.

        Raises:
            PodUnavailable: no pod answers, or its answer is not of what was asked.
            PodRefuses, and what binding and resolving raise: with the place in the input.
        """
        binding = agent.bind(document)
        factors = resolve_factors(binding, resolve)
        asked = [(each, factors[name]) for name, each in binding.factors.items() if isinstance(each, FactorRequest)]
        body = {
            "inputs": _as_text(document),
            "factors": FactorTable.of(asked).as_document(),
            "gwp": gwp.as_document(),
        }
        answer = self._asked(url, canonical_json(body))
        return binding, _outcome(answer, agent, binding, gwp), factors

    def _asked(self, url: str, body: bytes) -> Mapping[str, Any]:
        try:
            response = self._pool.request(METHOD, url + PATH, body=body, headers={"Content-Type": JSON})
            answer = json.loads(response.data)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise PodUnavailable(
                f"No pod of the agent answers ({type(error).__name__}).", where=url, mend="Ask again in a moment."
            ) from error
        if not isinstance(answer, dict):
            raise PodUnavailable("What answers is no pod of an agent.", where=url)
        if response.status != 200:
            _refused(url, response.status, answer)
        return answer


def _refused(url: str, status: int, problem: Mapping[str, Any]) -> NoReturn:
    errors = problem.get("errors")
    if status >= 500 or not isinstance(errors, list) or not errors:
        raise PodUnavailable(f"The pod failed with {status}.", where=url, mend="Its log says more; ask again.")
    first = errors[0]
    raise PodRefuses.told(
        status,
        str(problem.get("title", "")),
        str(first.get("code", "refused")),
        str(first.get("detail", "")),
        where=str(first.get("pointer", "")),
        mend=str(problem.get("mend", "")),
        errors=errors if len(errors) > 1 else (),
    )


def _outcome(answer: Mapping[str, Any], agent: AgentContract, binding: Binding, gwp: GwpSet) -> Outcome:
    """The outcome, once everything said beside it fits what was asked."""
    outcome = Outcome.from_document({name: answer[name] for name in _OUTCOME if name in answer}, where="pod")
    formula = agent.FORMULAS[binding.formula_id]
    expected = {
        "formula_id": formula.definition.id,
        "formula_hash": formula.formula_hash,
        "gwp_set": gwp.id,
        "input_hash": input_hash(binding.documents),
        "result_hash": result_hash(outcome, formula_hash=formula.formula_hash, gwp_set=gwp.id),
    }
    for name, value in expected.items():
        if answer.get(name) != value:
            raise PodUnavailable(f"The pod answered something else than was asked: {name} differs.", where="pod")
    agent.check_output(outcome)
    return outcome


def _as_text(value: Any) -> Any:
    """The document with its numbers as canonical text, which every agent takes as the same number."""
    if isinstance(value, Mapping):
        return {name: _as_text(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(each) for each in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return canonical_number(Decimal(value))
    return value
