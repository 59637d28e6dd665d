"""Ids and versions as they are written in the wild, read as what an agent is registered under."""

import re
from decimal import Decimal

from apps.agents.spec.dialects.normal_form import NormalForm
from apps.agents.spec.errors import Path

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEAR_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/:-]{0,79}")
_TWO_PARTS = re.compile(r"(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)")
_BREAKS = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def slug_of(text: str) -> str:
    """``emissions/fuel_analyzer_v1`` as ``emissions-fuel-analyzer-v1``; empty where a text is too far from an id."""
    if not _NEAR_SLUG.fullmatch(text):
        return ""
    return _BREAKS.sub("-", _CAMEL.sub("-", text).lower()).strip("-")


def read_id(form: NormalForm, path: Path) -> None:
    """An id that is no slug is read as one, and that is said; one that is nothing like it stays for validation."""
    written = form.at(path)
    if not isinstance(written, str) or _SLUG.fullmatch(written):
        return
    slug = slug_of(written)
    if slug:
        form.replace(path, slug)
        form.say(form.source_of(path), written, slug, "Ids are lower-case words with hyphens.")


def derive_id(form: NormalForm, path: Path, name: Path) -> None:
    """An id that is left out is made of the name, and that is said."""
    written = form.at(name)
    if form.at(path) is not None or not isinstance(written, str):
        return
    slug = slug_of(written)
    if slug and form.put(path, slug, form.source_of(name)):
        form.say(form.source_of(name), written, slug, "There is no id; it is made of the name.")


def read_version(form: NormalForm, path: Path) -> None:
    """``1.0``, a number or a text, is read as ``1.0.0``, and that is said."""
    written = form.at(path)
    text = str(written) if isinstance(written, (Decimal, str)) else ""
    if _TWO_PARTS.fullmatch(text):
        form.replace(path, f"{text}.0")
        form.say(form.source_of(path), text, f"{text}.0", "Versions have three parts: major.minor.patch.")
