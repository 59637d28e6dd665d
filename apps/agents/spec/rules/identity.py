"""Names and versions: what the agent is registered under."""

import re
from collections.abc import Iterator

from apps.agents.spec.findings import Finding
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import gwp_set_name
from greenlang.engine import InvalidInput

MAX_SLUG = 80
MAX_NAME = 200
MAX_VERSION = 60
RESERVED = frozenset({"search"})
"""Words that stand where an agent's id does in an address."""

BUILT_TYPES = ("deterministic-calculator",)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = r"(?:0|[1-9][0-9]*)"
_SEMANTIC = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    rf"(?:-(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


def check_identity(spec: PackSpec) -> Iterator[Finding]:
    """Ids are slugs, the version is semantic, names fit, one agent of a type that is built, a known GWP set."""
    yield from _slug(("pack", "id"), spec.pack.id)
    yield from _slug(("agents", 0, "id"), spec.agent.id)
    if spec.agent.id in RESERVED:
        mend = "Give the agent another id, for instance one that says what it calculates."
        detail = f"The id {spec.agent.id!r} is taken by an address of the interface."
        yield Finding("error", ("agents", 0, "id"), detail, mend, "id-reserved")
    yield from _name(("pack", "name"), spec.pack.name)
    yield from _name(("agents", 0, "name"), spec.agent.name)
    if len(spec.pack.version) > MAX_VERSION or not _SEMANTIC.fullmatch(spec.pack.version):
        yield Finding(
            "error",
            ("pack", "version"),
            f"{spec.pack.version[:60]!r} is not a semantic version.",
            "Write major.minor.patch, for instance 1.0.0.",
            "version",
        )
    if len(spec.agents) > 1:
        yield Finding(
            "error",
            ("agents", 1),
            f"The pack has {len(spec.agents)} agents; one is built from a pack.",
            "Give each agent a pack of its own.",
            "several-agents",
        )
    if spec.agent.type not in BUILT_TYPES:
        yield Finding(
            "error",
            ("agents", 0, "type"),
            f"Agents of type {spec.agent.type[:40]!r} are not built.",
            f"Built are: {', '.join(BUILT_TYPES)}.",
            "agent-type",
        )
    try:
        gwp_set_name(spec.provenance.gwp_set)
    except InvalidInput as error:
        yield Finding("error", ("provenance", "gwp_set"), error.message, error.mend, "gwp-set")


def _slug(path: tuple[str | int, ...], text: str) -> Iterator[Finding]:
    if len(text) > MAX_SLUG or not _SLUG.fullmatch(text):
        mend = f"Use lower-case letters, digits and single hyphens, at most {MAX_SLUG}."
        yield Finding("error", path, f"{text[:60]!r} is not an id.", mend, "id")


def _name(path: tuple[str | int, ...], text: str) -> Iterator[Finding]:
    if not text.strip() or len(text) > MAX_NAME or "\n" in text.strip():
        yield Finding("error", path, "The name is not one line.", f"Write 1 to {MAX_NAME} characters.", "name")
