"""Which version answers, with its agent: remembered until something of its lifecycle, its names or the tenant changes.

What is remembered is asked again where it counts: the statement that commits an execution writes nothing unless the
version is still Running with this very pack, and the caller's credential still opens.
"""

import hashlib
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from apps.registry.selectors import deprecation_headers
from apps.runtime.selectors import pod_address, version_accepting
from apps.runtime.services.execution import agent_document, agent_of
from apps.tenants.callers import Caller, caller_of, tenant_named
from apps.tenants.tokens import TokenRefused
from greenlang.caching.invalidation import agent_tag, tenant_tag
from greenlang.caching.process import process_cache
from greenlang.engine.contract import AgentContract
from greenlang.isolation import tenant_scope


@dataclass(frozen=True, slots=True)
class Discovered:
    """A version that accepts work.

    Args:
        document: who calculates, as recipes name it.
        headers: what its answers say besides, where it is deprecated.
        pod: address of its pods; empty where this process calculates.
    """

    version_id: uuid.UUID
    pack_sha256: str
    agent: AgentContract
    document: Mapping[str, str]
    headers: Mapping[str, str]
    pod: str = ""


def caller_remembered(text: str) -> Caller:
    """Who calls.

    Raises:
        TokenRefused: the text opens nothing.
    """
    claimed = tenant_named_quickly(text)
    if claimed is None:
        return caller_of(text)
    place = ("caller", hashlib.sha256(text.encode("utf-8", "replace")).digest())
    caller = process_cache().remember(place, (tenant_tag(claimed),), lambda: caller_of(text))
    if caller.expires is not None and caller.expires <= time.time():
        raise TokenRefused("This token is malformed, expired or not ours.")
    return caller


def discover(tenant_id: uuid.UUID, reference: str, version: str) -> Discovered:
    """The version that answers.

    Raises:
        NotFound, NotAccepting, Gone: as `version_accepting`.
    """
    slug = reference.partition("@")[0]
    tags = (agent_tag(tenant_id, slug),)
    place = ("discovered", tenant_id, reference, version)
    return process_cache().remember(place, tags, lambda: discover_afresh(tenant_id, reference, version))


def discover_afresh(tenant_id: uuid.UUID, reference: str, version: str) -> Discovered:
    """As `discover`, whatever is remembered."""
    with tenant_scope(tenant_id):
        found = version_accepting(reference, version)
        return Discovered(
            found.id,
            found.pack_sha256,
            agent_of(found),
            agent_document(found),
            deprecation_headers(found),
            pod_address(found),
        )


def forget(tenant_id: uuid.UUID, reference: str) -> None:
    """What this process remembers of a tenant's access and of an agent is old."""
    process_cache().evict((tenant_tag(tenant_id), agent_tag(tenant_id, reference.partition("@")[0])))


_claimed: dict[bytes, uuid.UUID | None] = {}
_MOST_CLAIMED = 4096


def tenant_named_quickly(text: str) -> uuid.UUID | None:
    """The tenant a credential claims to be of, read once a process."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    if digest not in _claimed:
        if len(_claimed) >= _MOST_CLAIMED:
            _claimed.clear()
        _claimed[digest] = tenant_named(text)
    return _claimed[digest]
