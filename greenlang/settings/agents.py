"""Agents: what they are signed with, and where they run."""

import os
from pathlib import Path

from greenlang.errors import Refused
from greenlang.settings.environment import DATA

SIGNING_KEY = os.environ.get("GREENLANG_SIGNING_KEY", "")
SIGNING_KEY_FILE = DATA.keys / "signing-key.pem"
# Outside the database: what it holds says whether the database was changed.
CHECKPOINTS = Path(os.environ.get("GREENLANG_CHECKPOINTS") or DATA.root / "checkpoints")
KEY_ROTATIONS = CHECKPOINTS / "key-rotations.jsonl"

# Where agents run: ``local`` or ``kubernetes`` for what is deployed from here on; each deployment keeps its own.
DEPLOYER = os.environ.get("GREENLANG_DEPLOYER", "local")
DEPLOYERS = {
    "local": "apps.runtime.deployers.local.LocalDeployer",
    "kubernetes": "apps.runtime.deployers.kubernetes.connecting.kubernetes_deployer",
}
if DEPLOYER not in DEPLOYERS:
    raise Refused(f"“{DEPLOYER}” is no deployer.", where="GREENLANG_DEPLOYER", mend=f"Say {' or '.join(DEPLOYERS)}.")
KUBERNETES = {
    name: value
    for name, value in os.environ.items()
    if name.startswith(("GREENLANG_AGENT_", "GREENLANG_GATEWAY_")) or name == "GREENLANG_KUBECONFIG"
}
