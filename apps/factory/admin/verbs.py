"""What an operator may do with a version, and doing it: at once, or by a job whose steps can be watched."""

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.evaluation.selectors import report_waiting
from apps.factory.services import version_command
from apps.factory.tasks import review_submit
from apps.jobs.models import Job
from apps.runtime.selectors import operates_at_once, version_before
from apps.runtime.services.operations import operation_finish, operation_prepare
from apps.runtime.services.verbs import NEED_REASON, OPERATIONS, ROLL_BACK
from apps.runtime.tasks import operation_submit

REVIEW = ("approve", "reject")
NEEDS_REASON = frozenset({*NEED_REASON, *REVIEW})
TAKES_AWAY = frozenset({"pause", "stop", "retire", "reject", ROLL_BACK})
"""What ends or interrupts work: told in red."""


def verbs_of(version: AgentVersion) -> list[str]:
    """What may be asked of it: its state's verbs, and a decision where one is waited for."""
    started = version.state in {State.RUNNING, State.PAUSED}
    back = [ROLL_BACK] if started and version_before(version) else []
    return [*version.verbs, *back, *(REVIEW if report_waiting(version) else ())]


def verb_told(verb: str) -> str:
    """As people say it."""
    return verb.replace("-", " ").capitalize()


def verb_do(version: AgentVersion, verb: str, actor: str, reason: str) -> Job | None:
    """Do it, or hand it to a worker; the job that shows its steps, where it has any.

    Raises:
        GreenLangError: it is not possible, and why.
    """
    if verb in REVIEW:
        return review_submit(version=version, reviewer=actor, decision=verb, reason=reason)
    if verb not in OPERATIONS:
        version_command(version=version, verb=verb, actor=actor, reason=reason)
        return None
    if not operates_at_once(version):
        return operation_submit(version=version, verb=verb, actor=actor, reason=reason)
    job = operation_prepare(version=version, verb=verb, actor=actor, reason=reason)
    return operation_finish(tenant_id=version.tenant_id, job=job)
