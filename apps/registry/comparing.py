"""Two registered versions brought together: their verified packs, descriptors and reports."""

from apps.agents.models import AgentVersion
from apps.registry.comparison import Comparison, Side, compare
from apps.registry.selectors import descriptor_of, version_named
from apps.registry.services.packs import pack_load, pack_of
from greenlang.errors import InvalidInput


def versions_compare(agent_id: str, before: str, after: str) -> Comparison:
    """What differs from one version of an agent to another, each named by number or alias.

    Raises:
        InvalidInput: one of the two is not named.
        NotFound: there is no such agent, version or descriptor here.
        BadPack, UntrustedSignature: what is stored is not what was registered.
    """
    for name, version in (("from", before), ("to", after)):
        if not version:
            raise InvalidInput(f"“{name}” is not said.", where=name, mend="Name two versions, by number or alias.")
    return compare(_side(version_named(agent_id, before)), _side(version_named(agent_id, after)))


def _side(version: AgentVersion) -> Side:
    descriptor = descriptor_of(version)
    pack = pack_of(version)
    return Side(
        version=version.version,
        files=pack_load(version, pack),
        descriptor=descriptor,
        dimensions=pack.quality_report["evaluation"]["dimensions"],
        score=pack.quality_report["gate"]["score"],
    )
