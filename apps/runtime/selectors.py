"""Reading deployments, runs and executions; finding the agent that answers."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Max, QuerySet

from apps.agents.lifecycle import State
from apps.agents.models import SPEC_BYTES, AgentVersion, LifecycleEvent
from apps.agents.selectors import SERVING, agent_get, serving
from apps.agents.semantic_version import precedence
from apps.jobs.models import TERMINAL, Job
from apps.registry.selectors import reference_resolve, versions_in_order
from apps.runtime.deployers.contract import Health
from apps.runtime.errors import NotAccepting
from apps.runtime.models import Deployment, PartitionState, Run, RunPartition
from greenlang.errors import Gone, NotFound


def version_accepting(agent_id: str, version: str = "") -> AgentVersion:
    """The version of an agent that accepts work: the named one, else the highest that is Running.

    Args:
        agent_id: the agent, also with a version or an alias behind an @.
        version: a number or an alias.

    Raises:
        NotFound: no such agent or version here.
        NotAccepting: it is not Running (409).
        Gone: all its versions are retired (410).
    """
    agent_id, version = reference_resolve(agent_id, version)
    agent = agent_get(agent_id)
    versions = list(AgentVersion.objects.select_related("agent").filter(agent=agent))
    if version:
        versions = [v for v in versions if v.version == version]
        if not versions:
            raise NotFound(f"{agent_id} has no version “{version[:40]}”.", where="version")
    found = serving(versions)
    if found and found.state == State.RUNNING:
        return found
    if versions and all(v.state == State.RETIRED for v in versions):
        latest = max(versions, key=lambda each: precedence(each.version))
        mend = "Use another agent, or build a new version."
        raise Gone(f"{agent_id} is retired{_because(latest)}.", where=agent_id, mend=mend)
    states = ", ".join(f"{v.version} is {v.state}{_because(v)}" for v in versions) or "it has no version yet"
    raise NotAccepting(
        f"{agent_id} accepts no work: {states}.", where=agent_id, mend="An operator starts or resumes it."
    )


def _because(version: AgentVersion) -> str:
    """The reason somebody gave for a version's state, in brackets; nothing where there is none."""
    last = LifecycleEvent.objects.filter(version=version).order_by("position").last()
    reason = str(last.payload.get("reason", "")).strip() if last and last.target == version.state else ""
    return f" ({reason[:200].rstrip('.')})" if reason else ""


def versions_running() -> list[AgentVersion]:
    """Versions that accept work, the highest of each agent."""
    running = AgentVersion.objects.filter(state=State.RUNNING).defer(*SPEC_BYTES).select_related("agent")
    highest = {version.agent_id: version for version in reversed(versions_in_order(running))}
    return sorted(highest.values(), key=lambda version: version.agent.slug)


def running_changed_at() -> datetime | None:
    """When a version that accepts work was last started or otherwise changed; None where none runs."""
    latest: datetime | None = AgentVersion.objects.filter(state=State.RUNNING).aggregate(at=Max("changed_at"))["at"]
    return latest


def hold_running(version: AgentVersion) -> None:
    """Go on only while the version is Running, and keep it so until the caller's transaction ends.

    The lock is shared: executions do not wait for each other, only a change of state waits for them.

    Raises:
        NotAccepting, Gone: it was stopped, paused or retired meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM agents_agentversion WHERE id = %s FOR SHARE", [version.id])
        row = cursor.fetchone()
    state = row[0] if row else State.RETIRED
    if state == State.RUNNING:
        return
    version.state = state
    why, where = _because(version), version.agent.slug
    if state == State.RETIRED:
        raise Gone(f"{version} is retired{why}.", where=where, mend="Use another agent or version.")
    raise NotAccepting(f"{version} accepts no work: it is {state}{why}.", where=where, mend="An operator starts it.")


def deployment_of(version: AgentVersion) -> Deployment | None:
    """Where a version can be reached at present."""
    return Deployment.objects.filter(version=version, removed_at=None).first()


def deployments_unhealthy() -> QuerySet[Deployment]:
    """The present tenant's standing deployments that do not answer as they should."""
    return Deployment.objects.filter(removed_at=None, health__in=(Health.DEGRADED, Health.DOWN))


def runs_held() -> QuerySet[Run]:
    """The present tenant's runs of which some part is held until its agent accepts work again."""
    held = RunPartition.objects.filter(state=PartitionState.HELD)
    return Run.objects.filter(id__in=held.values("run_id"))


def health_told(version: AgentVersion) -> str:
    """How a version does where it runs, since when, why, and when it was looked at; in words."""
    deployment = deployment_of(version)
    if deployment is None:
        return "It is nowhere."
    if version.state == State.PAUSED or not deployment.health:
        return f"At {deployment.deployer}; " + ("paused." if version.state == State.PAUSED else "not looked at yet.")
    since, looked = (f"{moment:%Y-%m-%d %H:%M:%S}" for moment in (deployment.health_since, deployment.looked_at))
    reason = f" {deployment.health_reason}" if deployment.health_reason else ""
    told = f"{Health(deployment.health).title()} at {deployment.deployer} since {since}, looked at {looked}."
    return told + reason


def run_job(run: Run) -> Job | None:
    """The job people watch a run by, where it has one."""
    return Job.objects.filter(id=run.job_id).first() if run.job_id else None


def deployer_of(version: AgentVersion) -> str:
    """Name of the deployer a version was deployed by last; empty where it never was."""
    deployed = Deployment.objects.filter(version=version).first()
    return deployed.deployer if deployed else ""


def pod_address(version: AgentVersion) -> str:
    """Where the version's pods answer; empty where this installation's own processes calculate."""
    deployment = deployment_of(version)
    return deployment.url if deployment and deployment.deployer != "local" else ""


def operates_at_once(version: AgentVersion) -> bool:
    """Its deployer takes no time: a verb is done while whoever asked waits."""
    known = "" if version.state == State.STAGED else deployer_of(version)
    return (known or settings.DEPLOYER) == "local"


def version_before(version: AgentVersion) -> AgentVersion | None:
    """The highest version below this one that runs or could; None where there is none."""
    place = precedence(version.version)
    others = AgentVersion.objects.select_related("agent").filter(agent_id=version.agent_id, state__in=SERVING)
    return max(
        (other for other in others if precedence(other.version) < place),
        key=lambda other: precedence(other.version),
        default=None,
    )


def run_get(run_id: uuid.UUID | str) -> Run:
    """A run of the present tenant.

    Raises:
        NotFound: no such run here.
    """
    run = Run.objects.select_related("version__agent").filter(id=run_id).first()
    if run is None:
        raise NotFound("There is no such run.", where="run_id")
    return run


def run_lock(run_id: uuid.UUID) -> Run:
    """A run that nobody else changes until the caller's transaction ends.

    Whoever changes several of a run, its partitions and its job takes the run first, and so waits for nobody who
    waits for them. Partitions are committed meanwhile: their rows name the run and share its key.
    """
    return Run.objects.select_for_update(of=("self",), no_key=True).select_related("version__agent").get(id=run_id)


def runs_listed(period_id: uuid.UUID | None) -> "QuerySet[Run]":
    """The runs over a period, latest first."""
    if period_id is None:
        return Run.objects.none()
    runs = Run.objects.filter(period_id=period_id, job_id__isnull=False).order_by("-started_at", "-id")
    return runs.select_related("version__agent").defer(*(f"version__{name}" for name in SPEC_BYTES))


def runs_going(period_id: uuid.UUID, agent: str) -> list[Job]:
    """Jobs of the runs over a period that have not ended, of one agent or, where it is empty, of any."""
    runs = Run.objects.filter(period_id=period_id, finished_at=None, job_id__isnull=False)
    runs = runs.filter(version__agent__slug=agent) if agent else runs
    jobs = Job.objects.filter(id__in=runs.values("job_id")).exclude(state__in=TERMINAL)
    return list(jobs.order_by("created_at"))
