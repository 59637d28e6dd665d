"""What a version is compared with: the contract of the one before it, and what its consumers rely on."""

import json
import logging
from dataclasses import dataclass

from apps.agents.models import AgentVersion
from apps.evaluation.contracts import ConsumerExpectation, Contract
from apps.registry.selectors import consumer_expectations, descriptor_of, earlier_registered
from apps.registry.services.packs import pack_load, pack_of
from greenlang.errors import GreenLangError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Promises:
    """As an evaluation takes them."""

    earlier: tuple[Contract, ...] = ()
    consumers: tuple[ConsumerExpectation, ...] = ()


def promises_of(version: AgentVersion) -> Promises:
    """Those that bind a version; inside the tenant's scope.

    Where the pack of the version before cannot be verified any more, what its descriptor declares is still compared,
    without documents, and the log says so.
    """
    consumers = tuple(consumer_expectations(version.agent))
    before = earlier_registered(version)
    contract = contract_of(before) if before else None
    return Promises((contract,) if contract else (), consumers)


def contract_of(version: AgentVersion) -> Contract | None:
    """The contract of a registered version with the documents it calculated; None where its descriptor has none."""
    declared = descriptor_of(version).get("contract")
    if declared is None:
        return None
    try:
        files = pack_load(version, pack_of(version))
    except GreenLangError as error:
        log.warning("%s is compared by its descriptor alone: %s", version, error)
        return Contract.of(declared)
    samples, factors = (json.loads(files.get(name, b"null")) for name in ("tests/samples.json", "factors.json"))
    return Contract.of(declared, samples=(samples or {}).get("documents", ()), factors=factors or ())
