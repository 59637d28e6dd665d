"""A round of the overseer: every tenant of whom something should run or stands, at every deployer.

It decides nothing that an operator has not decided: the state says what should run. What changes meanwhile is looked
at again, with the place in the overseer's hands, before anything is moved; what an operator is at is left to the next
round.
"""

import logging
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from typing import TypeAlias

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.certificates.statements import DELETION
from apps.calculations.models import Tombstone
from apps.events.models import Topic
from apps.events.services import event_record, platform_event_record
from apps.runtime.deployers.contract import Deployer, Health, Release, Standing, Stray
from apps.runtime.deployers.places import deployer_named
from apps.runtime.models import Deployment
from apps.runtime.overseeing.hands import Service, in_overseers_hands
from apps.runtime.overseeing.wished import (
    ANSWERING,
    deployments_cleared,
    deployments_over,
    is_of,
    release_seen,
    state_now,
    tenants_known,
    versions_wished,
)
from greenlang.errors import GreenLangError, Unavailable
from greenlang.isolation import operator_scope, tenant_scope
from greenlang.working_alone import Alone

log = logging.getLogger(__name__)
_DEPLOYED = "SELECT DISTINCT deployer, tenant_id FROM runtime_deployment WHERE cleared_at IS NULL"
MOST_REASON = 600


@dataclass(slots=True)
class Seen:
    """What a round found and did.

    Args:
        looked: versions that were looked at.
        changed: those whose health is another than before.
        mended: those that something was put back of, or taken from.
        removed: places that stood without being asked for.
        forgotten: deleted tenants whose places are gone.
        unanswered: deployers that did not answer; of them nothing is known.
    """

    looked: int = 0
    changed: int = 0
    mended: int = 0
    removed: int = 0
    forgotten: int = 0
    unanswered: list[str] = field(default_factory=list)

    def as_document(self) -> dict[str, object]:
        """Plain values."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def oversee() -> Seen | None:
    """Make one round; None where another process is making one.

    What fails with one tenant keeps none from the next; a deployer that does not answer is asked no more.
    """
    with psycopg.connect(
        settings.DATABASE_SERVICE_URL, autocommit=True, application_name="greenlang overseer"
    ) as service:
        row = service.execute("SELECT pg_try_advisory_lock(%s)", [Alone.OVERSEER.value]).fetchone()
        if not row or not row[0]:
            return None
        seen = Round(service).make()
        # Given back before the connection ends: a server notes that end in its own time.
        service.execute("SELECT pg_advisory_unlock(%s)", [Alone.OVERSEER.value])
        return seen


@dataclass
class Round:
    """One round.

    Args:
        service: connected as the service role, which finds the tenants and holds the locks; what is read and done of
            a tenant is done in its scope.
    """

    service: Service
    seen: Seen = field(default_factory=Seen)

    def make(self) -> Seen:
        """Every deployer that has anything, or would be given what is deployed next."""
        wished: dict[str, set[uuid.UUID]] = {settings.DEPLOYER: set()}
        for name, tenant_id in self.service.execute(_DEPLOYED).fetchall():
            wished.setdefault(str(name), set()).add(uuid.UUID(str(tenant_id)))
        for name, tenant_ids in sorted(wished.items()):
            try:
                self._at(deployer_named(name), tenant_ids)
            except GreenLangError as error:
                log.warning("the overseer learns nothing of %s: %s", name, error)
                self.seen.unanswered.append(name)
        return self.seen

    def _at(self, deployer: Deployer, tenant_ids: set[uuid.UUID]) -> None:
        standing = deployer.tenants()
        known = tenants_known(standing | tenant_ids)
        for tenant_id in sorted(known):
            self._guarded(deployer, tenant_id, self._tenant)
        for tenant_id in sorted(standing - known):
            self._guarded(deployer, tenant_id, self._forget)

    def _guarded(self, deployer: Deployer, tenant_id: uuid.UUID, work: "Work") -> None:
        try:
            work(deployer, tenant_id)
        except Unavailable:
            raise
        except Exception:
            log.exception("the overseer could not look after tenant %s at %s", tenant_id, deployer.name)
            connection.close()

    def _tenant(self, deployer: Deployer, tenant_id: uuid.UUID) -> None:
        with tenant_scope(tenant_id):
            versions = versions_wished(deployer)
            releases = [release_seen(version) for version in versions]
            over = deployments_over(deployer)
        survey = deployer.survey(tenant_id, [release for release, _ in releases])
        for version, (release, distrust), standing in zip(versions, releases, survey.standings, strict=True):
            self._version(deployer, version, release, distrust or standing)
        for stray in survey.strays:
            self._stray(deployer, tenant_id, stray)
        gone = [row.id for row in over if not any(is_of(stray, row.version) for stray in survey.strays)]
        if gone:
            with tenant_scope(tenant_id):
                deployments_cleared(Deployment.objects.filter(id__in=gone))

    def _version(self, deployer: Deployer, version: AgentVersion, release: Release, found: Standing) -> None:
        self.seen.looked += 1
        if version.state == State.PAUSED:
            if deployer.takes_time and found.present and found.wanted:
                self._pause(deployer, version, release)
            self._note(version, None, "")
            return
        said = " ".join(filter(None, (found.reason, f"Lacking: {', '.join(found.lacking)}." if found.lacking else "")))
        self._note(version, found.health, said)
        if deployer.takes_time and release.pack and (found.lacking or not found.wanted):
            failure = self._mend(deployer, version, release, found)
            if failure:
                self._note(version, found.health, f"{failure} {said}")

    def _pause(self, deployer: Deployer, version: AgentVersion, release: Release) -> None:
        with self._alone(release) as alone:
            if alone and state_now(version) == State.PAUSED:
                deployer.pause(release, _quiet)
                self._told(version, "agent.mended", {"put_back": [], "taken": ["its pods"]})

    def _mend(self, deployer: Deployer, version: AgentVersion, release: Release, found: Standing) -> str:
        """Put back what is lacking; why that was not possible, empty where it was."""
        with self._alone(release) as alone:
            if not alone or state_now(version) not in ANSWERING:
                return ""
            try:
                deployer.mend(release, _quiet)
            except Unavailable:
                raise
            except GreenLangError as error:
                return f"It could not be put back: {error}"
        self._told(version, "agent.mended", {"put_back": list(found.lacking) or ["its pods"], "taken": []})
        return ""

    def _stray(self, deployer: Deployer, tenant_id: uuid.UUID, stray: Stray) -> None:
        with in_overseers_hands(self.service, tenant_id, stray.agent, stray.version) as alone:
            with tenant_scope(tenant_id):
                wished = any(is_of(stray, version) for version in versions_wished(deployer))
            if wished or not alone:
                return
            deployer.clear(tenant_id, stray, _quiet)
        self.seen.removed += 1
        log.warning("the overseer removed what nobody asked for: %s", stray)
        document = {"agent_id": stray.agent, "version": stray.version, "name": stray.name, "kinds": list(stray.kinds)}
        with tenant_scope(tenant_id):
            deployments_cleared(
                Deployment.objects.filter(version__agent__slug=stray.agent, version__version=stray.version)
            )
            event_record(
                topic=Topic.METRICS,
                event="agent.cleared",
                aggregate_type="agent_place",
                aggregate_id=stray.name,
                payload={**document, "deployer": deployer.name},
            )

    def _forget(self, deployer: Deployer, tenant_id: uuid.UUID) -> None:
        """Only a tenant that this installation deleted itself, as its tombstone says, is forgotten."""
        with tenant_scope(tenant_id):
            if not Tombstone.objects.filter(kind=DELETION).exists():
                log.warning("at %s stands something of tenant %s, who is not known here", deployer.name, tenant_id)
                return
        deployer.forget(tenant_id, _quiet)
        self.seen.forgotten += 1
        with operator_scope():
            platform_event_record(
                event="tenant.cleared",
                aggregate_type="tenant",
                aggregate_id=str(tenant_id),
                payload={"tenant_id": str(tenant_id), "deployer": deployer.name},
            )

    def _alone(self, release: Release) -> AbstractContextManager[bool]:
        return in_overseers_hands(self.service, release.tenant_id, release.agent, release.version)

    def _told(self, version: AgentVersion, event: str, payload: Mapping[str, object]) -> None:
        self.seen.mended += 1
        with tenant_scope(version.tenant_id):
            _event(version, event, payload)

    def _note(self, version: AgentVersion, health: Health | None, reason: str) -> None:
        """Keep how it does, and tell of it where that is another than before."""
        with tenant_scope(version.tenant_id):
            row = Deployment.objects.select_for_update().filter(version=version, removed_at=None).first()
            if row is None:
                return
            before, row.health, row.health_reason = row.health, health or "", reason[:MOST_REASON]
            row.looked_at = timezone.now()
            if row.health != before:
                row.health_since = row.looked_at if health else None
                self.seen.changed += 1
                if health is not None:
                    document = {"health": row.health, "before": before, "reason": reason, "deployer": row.deployer}
                    _event(version, "agent.health", document)
            row.save(update_fields=["health", "health_reason", "health_since", "looked_at"])


Work: TypeAlias = Callable[[Deployer, uuid.UUID], None]


def _event(version: AgentVersion, event: str, payload: Mapping[str, object]) -> None:
    event_record(
        topic=Topic.METRICS,
        event=event,
        aggregate_type="agent_version",
        aggregate_id=str(version.id),
        payload={"agent_id": version.agent.slug, "version": version.version, **payload},
    )


def _quiet(said: str) -> None:
    """The overseer waits for nothing; what it did is an event."""
