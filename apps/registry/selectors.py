"""Reading the registry: versions by number or alias, what is said of them, and the search by capability."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, QuerySet

from apps.agents.lifecycle import State
from apps.agents.models import Agent, AgentVersion
from apps.agents.selectors import agent_get, version_get
from apps.agents.semantic_version import SemanticVersion, precedence
from apps.evaluation.contracts import ConsumerExpectation
from apps.registry.capabilities import Wanted
from apps.registry.models import AgentAlias, AgentDescriptor, CapabilityTerm, Consumer, Deprecation
from greenlang.errors import InvalidInput, NotFound

MOST_FOUND = 200
PIECE = MOST_FOUND + 50


def reference_resolve(agent_id: str, version: str = "") -> tuple[str, str]:
    """Agent id and version number of what somebody named: ``agent``, ``agent@1.0.0``, ``agent@production``.

    Args:
        agent_id: the agent, with the version or alias behind an @ or without.
        version: a number or an alias; empty where none is named.

    Returns:
        The id, and the number the version has; empty where none was named.

    Raises:
        InvalidInput: two versions are named at once.
    """
    slug, at, behind = agent_id.partition("@")
    if behind and version and behind != version:
        detail = f"Two versions are named: {behind[:60]} and {version[:60]}."
        raise InvalidInput(detail, where="version", mend="Name one of them.")
    named = behind if at else version
    if not named:
        return slug, ""
    alias = AgentAlias.objects.select_related("version").filter(agent__slug=slug, name=named).first()
    return slug, alias.version.version if alias else named


def version_named(agent_id: str, version: str = "") -> AgentVersion:
    """The version that number or alias stand for; without either the one that serves, else the latest.

    Raises:
        NotFound: no such agent or version here.
    """
    return version_get(*reference_resolve(agent_id, version))


def versions_in_order(versions: Iterable[AgentVersion]) -> list[AgentVersion]:
    """Newest first, by semantic version."""
    return sorted(versions, key=lambda version: (precedence(version.version), version.created_at), reverse=True)


def alias_get(agent_id: str, name: str) -> AgentAlias:
    """An alias of an agent.

    Raises:
        NotFound: no such agent or alias here.
    """
    agent = agent_get(agent_id)
    alias = AgentAlias.objects.select_related("agent", "version").filter(agent=agent, name=name).first()
    if alias is None:
        raise NotFound(f"{agent_id} has no alias “{name[:40]}”.", where="name")
    return alias


def deprecation_of(version: AgentVersion) -> Deprecation | None:
    """Why a version should no longer be used; None where it may."""
    return Deprecation.objects.filter(version=version).first()


def deprecation_text(version: AgentVersion) -> str:
    """One sentence for people; empty where the version may be used."""
    found = deprecation_of(version)
    if found is None:
        return ""
    instead = f" Use {found.replacement} instead." if found.replacement else ""
    return f"{version} is deprecated since {found.since:%Y-%m-%d}: {found.reason}{instead}"


def deprecation_headers(version: AgentVersion) -> dict[str, str]:
    """``Deprecation`` (RFC 9745) and ``Link`` to the successor (RFC 5829), for answers of a deprecated version."""
    found = deprecation_of(version)
    if found is None:
        return {}
    headers = {"Deprecation": f"@{int(found.since.timestamp())}"}
    if found.replacement:
        slug, _, number = found.replacement.partition("@")
        headers["Link"] = f'</api/v1/agents/{slug}/versions/{number}>; rel="successor-version"'
    return headers


def consumer_expectations(agent: Agent) -> list[ConsumerExpectation]:
    """What the registered consumers of an agent rely on, for the evaluation of its next version."""
    return [ConsumerExpectation.from_document(row.document) for row in Consumer.objects.filter(agent=agent)]


def earlier_registered(version: AgentVersion) -> AgentVersion | None:
    """The registered version before this one, by semantic version."""
    rows = AgentVersion.objects.select_related("agent").filter(agent=version.agent).exclude(pack_sha256="")
    before = [row for row in rows if precedence(row.version) < precedence(version.version)]
    return max(before, key=lambda row: precedence(row.version), default=None)


def descriptor_of(version: AgentVersion) -> dict[str, Any]:
    """What a registered version says of itself.

    Raises:
        NotFound: it is not registered.
    """
    found = AgentDescriptor.objects.filter(version=version).first()
    if found is None:
        raise NotFound(f"{version} is not registered.", where="version", mend="Build it first.")
    return dict(found.document)


REGISTERED = (State.STAGED, State.ACTIVE, State.RUNNING, State.PAUSED)
"""States of a version that is in the registry at present."""


@dataclass(frozen=True, slots=True)
class Found:
    """An agent with the newest of its versions that has what was wanted, told by the terms of the index."""

    version: AgentVersion
    terms: tuple[str, ...]

    def named(self, kind: str) -> list[str]:
        """The values of its terms of a kind: "input", "output", "domain", "scope", "region"."""
        return [term.partition(":")[2] for term in self.terms if term.startswith(f"{kind}:")]


def terms_able(wanted: Wanted) -> "QuerySet[CapabilityTerm]":
    """One term each of the versions that have everything wanted, in the order of the agents' ids.

    The first condition is walked in that order, the others are probed. Versions that are retired, or failed since they
    were registered, are passed over.

    Raises:
        InvalidInput: nothing is asked for.
    """
    first, *others = wanted.alternatives() or [[]]
    if not first:
        mend = "Name an input, an output, a domain, a scope or a region."
        raise InvalidInput("Nothing is asked for.", where="query", mend=mend)
    found = CapabilityTerm.objects.filter(term__in=first) if len(first) > 1 else _with_term(first[0])
    for terms in others:
        found = found.filter(Exists(CapabilityTerm.objects.filter(version=OuterRef("version"), term__in=terms)))
    return found.filter(version__state__in=REGISTERED).order_by("agent_slug", "version_id", "term")


def _with_term(term: str) -> "QuerySet[CapabilityTerm]":
    return CapabilityTerm.objects.filter(term=term)


def agents_able(wanted: Wanted) -> list[Found]:
    """Agents that can do what is wanted, in the order of their ids; the first 200.

    Raises:
        InvalidInput: nothing is asked for.
    """
    newest = list(_newest_able(wanted).values())
    versions = AgentVersion.objects.select_related("agent").only(
        "version", "state", "domain", "agent__slug", "agent__name", "agent__description"
    )
    by_id = versions.in_bulk(newest)
    rows = CapabilityTerm.objects.filter(version_id__in=newest).values_list("version_id")
    terms = dict(rows.annotate(terms=ArrayAgg("term", order_by="term")).order_by())
    return [Found(by_id[version_id], tuple(terms[version_id])) for version_id in newest]


def _newest_able(wanted: Wanted) -> dict[str, Any]:
    """The id of the newest able version by agent id, of the first 200 agents; read in pieces, as far as need be."""
    rows = terms_able(wanted).values_list("agent_slug", "version_id", "version__version")
    newest: dict[str, tuple[SemanticVersion, Any]] = {}
    for start in count(0, PIECE):
        piece = list(rows[start : start + PIECE])
        for slug, version_id, number in piece:
            if slug not in newest and len(newest) == MOST_FOUND:
                return {slug: version_id for slug, (_, version_id) in newest.items()}
            place = precedence(number)
            if slug not in newest or newest[slug][0] < place:
                newest[slug] = (place, version_id)
        if len(piece) < PIECE:
            break
    return {slug: version_id for slug, (_, version_id) in newest.items()}
