"""What a version must stay compatible with: the registered version before it."""

import json

from apps.agents.models import AgentVersion
from apps.evaluation.contracts import Contract
from apps.registry.selectors import descriptor_of, earlier_registered
from apps.registry.services.packs import pack_load, pack_of
from greenlang.errors import GreenLangError


def earlier_contracts(version: AgentVersion) -> list[Contract]:
    """The promise of the registered version before this one, with the documents it calculated; none for the first.

    Where its pack cannot be verified any more, what its descriptor declares is still compared, without documents.
    """
    earlier = earlier_registered(version)
    declared = descriptor_of(earlier).get("contract") if earlier else None
    if earlier is None or declared is None:
        return []
    try:
        files = pack_load(earlier, pack_of(earlier))
    except GreenLangError:
        return [Contract.of(declared)]
    samples, factors = (json.loads(files.get(name, b"null")) for name in ("tests/samples.json", "factors.json"))
    return [Contract.of(declared, samples=(samples or {}).get("documents", ()), factors=factors or ())]
