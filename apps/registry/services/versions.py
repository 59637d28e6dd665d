"""What people say of registered versions: tags and deprecation; and who relies on an agent."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.agents.models import Agent, AgentVersion
from apps.agents.selectors import version_get
from apps.evaluation.contracts import ConsumerExpectation
from apps.events.models import Topic
from apps.events.services import event_record
from apps.registry.models import Consumer, Deprecation, VersionTag
from apps.registry.services.aliases import registered_check
from greenlang.engine import canonical_number, parse_number
from greenlang.errors import Conflict, InvalidInput

TAG = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
MAX_TAG, MOST_TAGS = 40, 50
MOST_CONSUMERS, MOST_DOCUMENTS = 100, 50
MOST_LEVELS = 20


@transaction.atomic
def tag_add(*, version: AgentVersion, tag: str, actor: str) -> VersionTag:
    """Put a word on a version; once.

    Raises:
        InvalidInput: it is no tag, or there are fifty already.
    """
    if len(tag) > MAX_TAG or not TAG.fullmatch(tag):
        mend = "Lower-case letters and digits, with single hyphens, dots or underscores between."
        raise InvalidInput(f"“{tag[:MAX_TAG]}” is no tag.", where="tag", mend=mend)
    if version.tags.count() >= MOST_TAGS:
        raise InvalidInput(f"{version} has {MOST_TAGS} tags already.", where="tag", mend="Remove one first.")
    row, fresh = VersionTag.objects.get_or_create(version=version, tag=tag, defaults={"added_by": actor})
    if fresh:
        _tell(version, "agent.tagged", {"tag": tag, "actor": actor})
    return row


@transaction.atomic
def tag_remove(*, version: AgentVersion, tag: str, actor: str) -> bool:
    """Take a word off a version; whether it was on it."""
    deleted, _ = VersionTag.objects.filter(version=version, tag=tag).delete()
    if deleted:
        _tell(version, "agent.untagged", {"tag": tag, "actor": actor})
    return bool(deleted)


@transaction.atomic
def version_deprecate(
    *, version: AgentVersion, reason: str, actor: str, replacement: str = "", since: datetime | None = None
) -> Deprecation:
    """Say that a version should no longer be used; saying it again replaces what was said.

    Args:
        replacement: what to use instead, ``1.1.0`` of the same agent or ``other-agent@1.0.0``.
        since: from when on; by default now.

    Raises:
        InvalidInput: no reason, or the replacement is the version itself.
        NotFound: there is no such replacement.
        NotRegistered: the version has no pack, or is retired.
    """
    if not reason.strip():
        raise InvalidInput("Say why.", where="reason", mend="One sentence that whoever uses it will understand.")
    registered_check(version)
    instead = _replacement(version, replacement)
    Deprecation.objects.filter(version=version).delete()
    row = Deprecation.objects.create(
        version=version, reason=reason, replacement=instead, since=since or timezone.now(), actor=actor
    )
    payload = {"reason": reason, "replacement": instead, "since": row.since.isoformat(), "actor": actor}
    _tell(version, "agent.deprecated", payload)
    return row


def _replacement(version: AgentVersion, named: str) -> str:
    """``agent@number`` of a version that is there."""
    if not named:
        return ""
    slug, at, number = named.rpartition("@")
    found = version_get(slug if at else version.agent.slug, number)
    if found.id == version.id:
        raise InvalidInput("A version does not replace itself.", where="replacement", mend="Name a later version.")
    registered_check(found)
    return f"{found.agent.slug}@{found.version}"


@transaction.atomic
def deprecation_withdraw(*, version: AgentVersion, actor: str) -> bool:
    """The version may be used again; whether it was deprecated."""
    deleted, _ = Deprecation.objects.filter(version=version).delete()
    if deleted:
        _tell(version, "agent.deprecation-withdrawn", {"actor": actor})
    return bool(deleted)


@transaction.atomic
def consumer_register(*, agent: Agent, name: str, document: Mapping[str, Any], actor: str) -> Consumer:
    """Keep what a consumer relies on; registering it again replaces it.

    Args:
        document: ``version`` it was written for, ``documents`` it sends, ``outputs`` it reads with their units.

    Raises:
        NotAContract: the document is none.
        InvalidInput: the name is none, there are too many documents, or one holds what cannot be kept.
        Conflict: there are too many consumers.
    """
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise InvalidInput("The name is not one line.", where="name", mend="Write 1 to 100 characters.")
    expected = ConsumerExpectation.from_document({**document, "consumer": name})
    if len(expected.documents) > MOST_DOCUMENTS or not all(isinstance(each, Mapping) for each in expected.documents):
        mend = f"At most {MOST_DOCUMENTS} objects, as the agent is sent them."
        raise InvalidInput("The documents are no list of inputs.", where="documents", mend=mend)
    kept = {part: _exact(value, part) for part, value in expected.as_document().items()}
    Agent.objects.select_for_update().get(id=agent.id)
    others = Consumer.objects.filter(agent=agent).exclude(name=name).count()
    if others >= MOST_CONSUMERS:
        raise Conflict(f"{agent.slug} has {MOST_CONSUMERS} consumers already.", where="name")
    row, _ = Consumer.objects.update_or_create(
        agent=agent, name=name, defaults={"document": kept, "registered_by": actor}
    )
    return row


def _exact(value: Any, where: str, depth: int = 0) -> Any:
    """The value as it is kept: decimals as canonical text, and nothing that the database cannot hold.

    Raises:
        InvalidInput: a NUL, a number beyond the bounds of exact numbers, or nested too deeply.
    """
    if depth > MOST_LEVELS:
        raise InvalidInput("This is nested too deeply.", where=where, mend=f"At most {MOST_LEVELS} levels.")
    match value:
        case Decimal():
            return canonical_number(parse_number(value, where=where))
        case str() if "\x00" in value:
            raise InvalidInput("A text holds a NUL character.", where=where, mend="Leave it out.")
        case Mapping():
            return {_exact(name, where, depth + 1): _exact(each, where, depth + 1) for name, each in value.items()}
        case list() | tuple():
            return [_exact(each, where, depth + 1) for each in value]
        case _:
            return value


def consumer_remove(*, agent: Agent, name: str) -> bool:
    """A consumer relies on nothing any more; whether it was registered."""
    return bool(Consumer.objects.filter(agent=agent, name=name).delete()[0])


def _tell(version: AgentVersion, event: str, payload: Mapping[str, object]) -> None:
    event_record(
        topic=Topic.LIFECYCLE,
        event=event,
        aggregate_type="agent_version",
        aggregate_id=str(version.id),
        payload={"agent_id": version.agent.slug, "version": version.version, **payload},
    )
