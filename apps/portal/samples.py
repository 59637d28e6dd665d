"""The specifications the pages offer as samples, as shipped in ``examples/``."""

from pathlib import Path

from django.conf import settings

PACK = "stationary-combustion"


def sample_pack(name: str = "") -> tuple[str, str]:
    """Name and text of an example specification, else of the first to look at; empty where none is installed."""
    folder = name if name in sample_packs() else PACK
    path = _examples() / "packs" / folder / "pack.yaml"
    return (folder, path.read_text(encoding="utf-8")) if path.is_file() else ("", "")


def sample_packs() -> list[str]:
    """Names of the example specifications."""
    return sorted(path.parent.name for path in (_examples() / "packs").glob("*/pack.yaml"))


def _examples() -> Path:
    return Path(settings.BASE_DIR) / "examples"
