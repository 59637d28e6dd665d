"""What a version is compared with: the contract of the one before it, and what its consumers rely on."""

import json
import logging
from dataclasses import dataclass

from apps.agents.models import AgentVersion
from apps.evaluation.contracts import ConsumerExpectation, Contract
from apps.registry.selectors import consumer_expectations, earlier_registered
from apps.registry.services.packs import pack_load, pack_of
from apps.runtime.loading import agent_load
from greenlang.engine.description import describe
from greenlang.errors import GreenLangError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Promises:
    """As an evaluation takes them."""

    earlier: tuple[Contract, ...] = ()
    consumers: tuple[ConsumerExpectation, ...] = ()


def promises_of(version: AgentVersion) -> Promises:
    """Those that bind a version; inside the tenant's scope.

    A pack of an earlier version that is no longer trusted binds nobody; the log says so.
    """
    consumers = tuple(consumer_expectations(version.agent))
    before = earlier_registered(version)
    if before is None:
        return Promises(consumers=consumers)
    try:
        return Promises((contract_of(before),), consumers)
    except GreenLangError as error:
        log.warning("%s is not compared with %s: %s", version, before, error)
        return Promises(consumers=consumers)


def contract_of(version: AgentVersion) -> Contract:
    """The contract of a registered version, from its verified pack.

    Raises:
        BadPack, UntrustedSignature, UntrustedCode: the pack is not what was registered.
    """
    files = pack_load(version, pack_of(version))
    agent = agent_load(version.pack_sha256, lambda: files)
    samples = json.loads(files.get("tests/samples.json", b'{"documents": []}'))["documents"]
    factors = json.loads(files.get("factors.json", b"[]"))
    return Contract.of(describe(agent), samples=samples, factors=factors)
