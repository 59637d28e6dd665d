"""The bill of materials of a pack, held against its files. Pure.

Apart from the archive, which a pod reads: a pod believes a hash and a signature, and knows nothing of how agents are
made.
"""

import json
from collections.abc import Mapping

from apps.agents.codegen.bill_of_materials import SBOM_FILE, listed_files, serial_number
from apps.agents.codegen.manifest import json_bytes
from apps.registry.archive import MANIFEST, sha256_hex
from apps.registry.errors import BadPack
from greenlang.engine import NotCanonical


def bill_check(files: Mapping[str, bytes]) -> None:
    """Go on only when the bill of materials is whole and lists every file with its hash.

    Raises:
        BadPack: naming the file.
    """
    try:
        bill = json.loads(files[SBOM_FILE])
        listed, number, canonical = listed_files(bill), serial_number(bill), json_bytes(bill)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, NotCanonical, RecursionError) as error:
        raise BadPack("The pack has no readable bill of materials.", where=SBOM_FILE) from error
    if bill.get("serialNumber") != number or bill.get("version") != 1 or canonical != files[SBOM_FILE]:
        raise BadPack("The bill of materials does not give its own serial number.", where=SBOM_FILE)
    beside = {MANIFEST, SBOM_FILE}
    present = {name: f"sha256:{sha256_hex(data)}" for name, data in files.items() if name not in beside}
    for name in sorted(listed.keys() | present.keys()):
        if listed.get(name) != present.get(name):
            raise BadPack("The bill of materials and the file do not agree.", where=name)
