"""The pack as it is mounted into a pod, believed only when it is the one that was deployed. Pure.

What is expected comes with the pod's own description, not from the folder: whoever can change the folder alone gets
nothing run.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from apps.registry.archive import PACK_PURPOSE, manifest_check, pack_read, sha256_hex
from apps.registry.errors import BadPack
from apps.runtime.loading import agent_load
from greenlang.engine.contract import AgentContract
from greenlang.errors import Unavailable
from greenlang.signing import signature_check

PACK_FILE, SIGNATURE_FILE = "pack.tar.gz", "signature.json"
FOLDER_VARIABLE = "GREENLANG_POD_PACK"
AGENT_VARIABLE, VERSION_VARIABLE = "GREENLANG_POD_AGENT", "GREENLANG_POD_VERSION"
SHA256_VARIABLE, KEY_VARIABLE = "GREENLANG_POD_PACK_SHA256", "GREENLANG_POD_PUBLIC_KEY"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a pod was described with.

    Args:
        agent, version: whose pack it is.
        sha256: of the archive, 64 hex digits.
        public_key: of the installation that signed it, 64 hex digits.
    """

    agent: str
    version: str
    sha256: str
    public_key: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Expected":
        """As the pod's variables say.

        Raises:
            Unavailable: one of them is missing.
        """
        names = (AGENT_VARIABLE, VERSION_VARIABLE, SHA256_VARIABLE, KEY_VARIABLE)
        for name in names:
            if not environment.get(name):
                raise Unavailable("The pod is not told which pack to serve.", where=name, mend="Deploy it again.")
        return cls(*(environment[name] for name in names))


def mounted_agent(folder: Path, expected: Expected) -> AgentContract:
    """The agent of the mounted pack: hash, signature, manifest, identity and syntax tree checked before it is loaded.

    Raises:
        Unavailable: nothing is mounted there.
        BadPack, UntrustedSignature, UntrustedCode: it is not what was deployed, or goes beyond what may be loaded.
    """
    content = _bytes(folder / PACK_FILE)
    if sha256_hex(content) != expected.sha256:
        raise BadPack("The mounted pack is not the one that was deployed.", where=PACK_FILE, mend="Deploy it again.")
    try:
        signature = json.loads(_bytes(folder / SIGNATURE_FILE))
        key = bytes.fromhex(expected.public_key)
    except (ValueError, RecursionError) as error:
        raise BadPack("The signature beside the pack cannot be read.", where=SIGNATURE_FILE) from error
    if not isinstance(signature, dict):
        raise BadPack("There is no signature beside the pack.", where=SIGNATURE_FILE)
    signature_check(key, signature, sha256=expected.sha256, purpose=PACK_PURPOSE)
    files = pack_read(content)
    manifest = manifest_check(files)
    if (manifest.get("id"), manifest.get("version")) != (expected.agent, expected.version):
        raise BadPack("The mounted pack is another agent's.", where="manifest.json", mend="Deploy it again.")
    return agent_load(expected.sha256, lambda: files)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"The pod's pack cannot be read: {error.strerror}.", where=str(path)) from error
