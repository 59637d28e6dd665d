"""An agent behind HTTP for the gateway alone: ``POST /execute`` with inputs, factors and warming potentials.

It looks nothing up and keeps nothing. ``GET /health`` answers once the pack is verified and loaded.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from apps.runtime.pod.mounted import FOLDER_VARIABLE, Expected, mounted_agent
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, FactorTable
from greenlang.engine.gases import GwpSet
from greenlang.engine.serving import JSON, Application, Start, answering, result_document
from greenlang.errors import InvalidInput

HEALTH = "/health"
MEMBERS = {"inputs", "factors", "gwp"}


def pod_application(agent: AgentContract, pack_sha256: str) -> Application:
    """The agent as the pod serves it.

    A request is ``{"inputs": {…}, "factors": [{"request", "resolved"}, …], "gwp": {…}}``; the answer is
    `greenlang.engine.serving.result_document`.
    """
    execute = answering(lambda document: _executed(agent, document))
    health = canonical_json({"agent": agent.AGENT_ID, "pack_sha256": pack_sha256, "version": agent.AGENT_VERSION})

    def serve(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == HEALTH and environ.get("REQUEST_METHOD") == "GET":
            start_response("200 OK", [("Content-Type", JSON), ("Content-Length", str(len(health)))])
            return [health]
        return execute(environ, start_response)

    return serve


def from_environment() -> Application:
    """The application of the pack that this pod's variables name.

    Raises what `mounted_agent` raises.
    """
    expected = Expected.from_environment(os.environ)
    return pod_application(mounted_agent(Path(os.environ[FOLDER_VARIABLE]), expected), expected.sha256)


def _executed(agent: AgentContract, document: object) -> Mapping[str, object]:
    if not isinstance(document, Mapping) or set(document) != MEMBERS or not isinstance(document["inputs"], Mapping):
        mend = f"Send the members {', '.join(sorted(MEMBERS))}."
        raise InvalidInput("This is no execution as a pod takes it.", where="body", mend=mend)
    factors = FactorTable.from_document(document["factors"])
    return result_document(agent, document["inputs"], factors, GwpSet.from_document(document["gwp"]))
