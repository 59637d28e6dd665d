"""What should stand, as the states of versions say, and what is over."""

import uuid
from collections.abc import Set

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Now

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.runtime.deployers.contract import Deployer, Release, Standing, Stray
from apps.runtime.models import Deployment
from apps.runtime.releases import release_named, release_of
from apps.tenants.models import Tenant
from greenlang.errors import GreenLangError
from greenlang.isolation import operator_scope, tenant_scope

ANSWERING = frozenset({State.ACTIVE, State.RUNNING})
STANDING = ANSWERING | {State.PAUSED}
OVER = frozenset({State.FAILED, State.RETIRED})


def tenants_known(ids: Set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of them that are tenants here."""
    with operator_scope():
        return set(Tenant.objects.filter(id__in=ids).values_list("id", flat=True))


def versions_wished(deployer: Deployer) -> list[AgentVersion]:
    """Versions of the present tenant that shall stand at a deployer."""
    deployed = Deployment.objects.filter(removed_at=None, deployer=deployer.name).values("version_id")
    return list(AgentVersion.objects.select_related("agent").filter(state__in=STANDING, id__in=deployed))


def release_seen(version: AgentVersion) -> tuple[Release, Standing | None]:
    """The release, and how it stands where its pack cannot be trusted any more: then it is known by its name alone."""
    if version.state == State.PAUSED:
        return release_named(version), None
    try:
        return release_of(version), None
    except GreenLangError as error:
        return release_named(version), Standing(present=True, wanted=1, reason=str(error))


def state_now(version: AgentVersion) -> str:
    """As it is at this moment."""
    with tenant_scope(version.tenant_id):
        return AgentVersion.objects.values_list("state", flat=True).get(id=version.id)


def deployments_over(deployer: Deployer) -> list[Deployment]:
    """Deployments that are over, and of which it is not known whether anything is left."""
    rows = Deployment.objects.filter(deployer=deployer.name, cleared_at=None, version__state__in=OVER)
    return list(rows.select_related("version__agent"))


def is_of(stray: Stray, version: AgentVersion) -> bool:
    """The stray says it is of this version."""
    return (stray.agent, stray.version) == (version.agent.slug, version.version)


def deployments_cleared(rows: "QuerySet[Deployment]") -> None:
    """Nothing of them is left."""
    rows.filter(cleared_at=None).update(cleared_at=Now(), removed_at=Coalesce("removed_at", Now()))
