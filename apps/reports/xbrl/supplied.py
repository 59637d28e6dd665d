"""Official taxonomies that the operator supplies: taxonomy packages, zip files in one folder.

The folder is named by ``GREENLANG_TAXONOMY_PACKAGES``. A package is for a mapping where its catalogue stands for the
address of the mapping's taxonomy; what it needs besides (lists of countries, units) lies in the same folder.
"""

import os
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from lxml import etree

SETTING: Final = "GREENLANG_TAXONOMY_PACKAGES"
MOST_BYTES: Final = 200_000_000
"""The largest folder that is read; the full ESRS taxonomy with all it needs is a tenth of that."""
_CATALOGUE: Final = "META-INF/catalog.xml"
_LARGEST_CATALOGUE: Final = 1_000_000
_REWRITE: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}rewriteURI"


def packages_for(schema_ref: str) -> Mapping[str, bytes]:
    """All supplied packages by their file names, where one of them is for the address; else none."""
    stamp = supplied_stamp()
    if sum(size for _, _, size in stamp) > MOST_BYTES or not any(_stands_for(*each, schema_ref) for each in stamp):
        return {}
    return {Path(path).name: Path(path).read_bytes() for path, _, _ in stamp}


def supplied_stamp() -> tuple[tuple[str, int, int], ...]:
    """Path, time of change and size of each zip file in the folder: what is kept holds while this is the same."""
    folder = os.environ.get(SETTING, "")
    paths = sorted(Path(folder).glob("*.zip")) if folder else []
    found = ((path, path.stat()) for path in paths if path.is_file())
    return tuple((str(path), there.st_mtime_ns, there.st_size) for path, there in found)


@lru_cache(maxsize=64)
def _stands_for(path: str, changed: int, size: int, schema_ref: str) -> bool:
    """Whether the package's catalogue leads to the address; a file that is no package stands for nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(_CATALOGUE) and name.count("/") == 2]
            return any(
                schema_ref.startswith(start)
                for name in names
                if archive.getinfo(name).file_size <= _LARGEST_CATALOGUE
                for start in _starts(archive.read(name))
            )
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError):
        # Encrypted archives are a RuntimeError, compressions that are not known one of its kinds.
        return False


def _starts(catalogue: bytes) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(catalogue, parser)
    return [start for row in root.iter(_REWRITE) if (start := row.get("uriStartString", ""))]
