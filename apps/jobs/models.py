"""Long work: its state, progress and result."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from apps.jobs.kept_answers import KeptAnswer
from greenlang.errors import Conflict, GreenLangError
from greenlang.isolation import TenantScopedModel

__all__ = ["TERMINAL", "GivenUp", "Job", "JobState", "KeptAnswer"]


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


TERMINAL = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)
QUEUED_SECONDS = 120
"""After which the broker is told again of a job that nobody has begun."""


class GivenUp(BaseException):
    """Whoever works on a job is no more the one who does. No `Exception`: nothing is undone either by who hears it."""


class Job(TenantScopedModel):
    """One piece of long work. A worker that meets a job in a terminal state does nothing."""

    _beats = False

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    arguments = models.JSONField(default=dict)
    stages = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    error = models.JSONField(null=True)
    cancel_requested = models.BooleanField(default=False)
    created_by = models.CharField(max_length=200, blank=True)
    task = models.CharField(max_length=100, blank=True, help_text="what does it; empty where no single task does")
    heard_at = models.DateTimeField(null=True, help_text="when its worker said that it lives; empty where none says so")
    doubted_at = models.DateTimeField(null=True, help_text="when it was found to be silent, and has been since")
    told_at = models.DateTimeField(db_default=Now(), help_text="when the broker was told of its task last")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["tenant_id", "kind", "-created_at"], name="jobs_recent"),
            models.Index(fields=["tenant_id", "state", "-created_at"], name="jobs_by_state"),
            models.Index(fields=["tenant_id", "-created_at"], name="jobs_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_terminal(self) -> bool:
        """Nothing will change any more."""
        return self.state in TERMINAL

    @property
    def percent(self) -> int:
        """0–100, by what was done of what there is to do."""
        if self.state == JobState.SUCCEEDED:
            return 100
        return min(100, self.done * 100 // self.total) if self.total else 0

    def begin(self, *, beats: bool = False) -> None:
        """Queued → running.

        Args:
            beats: whoever begins it says that it lives (`heard`), and is given up when it is silent.

        Raises:
            Conflict: somebody else has begun or ended it.
        """
        now = timezone.now()
        heard = {"heard_at": Now() if beats else None, "doubted_at": None}
        waiting = Job.objects.filter(id=self.id, state=JobState.QUEUED)
        begun = waiting.update(state=JobState.RUNNING, started_at=now, **heard)
        if not begun:
            self.refresh_from_db()
            raise Conflict(f"The job is {self.state}; only a queued job can begin.", where=f"job {self.id}")
        self.state, self.started_at, self._beats = JobState.RUNNING, now, beats

    @property
    def held(self) -> models.QuerySet["Job"]:
        """The job, as long as it is in the hands of whoever has begun it here."""
        return Job.objects.filter(id=self.id, state=JobState.RUNNING, started_at=self.started_at)

    def heard(self) -> bool:
        """Note that its worker lives; whether the job is still its own."""
        return bool(self.held.update(heard_at=Now(), doubted_at=None))

    def leave(self) -> None:
        """It goes on elsewhere: nobody says any more that its worker lives."""
        self.held.update(heard_at=None, doubted_at=None)

    def report(self, *, done: int, total: int, message: str = "", stages: list[Any] | None = None) -> None:
        """Note how far the work is.

        Raises:
            GivenUp: this worker was silent for too long, and the job is no more its own.
        """
        if self._beats and not self.heard():
            raise GivenUp(f"job {self.id}")
        self.done, self.total, self.message = done, total, message[:300]
        fields = ["done", "total", "message"]
        if stages is not None:
            self.stages = stages
            fields.append("stages")
        self.save(update_fields=fields)

    def succeed(self, result: dict[str, Any]) -> None:
        """Running → succeeded, with what came of it."""
        self.state, self.result, self.finished_at = JobState.SUCCEEDED, result, timezone.now()
        self.save(update_fields=["state", "result", "finished_at"])

    def ask_to_cancel(self) -> None:
        """The work stops at its next step; what it has committed stays."""
        Job.objects.filter(id=self.id).exclude(state__in=TERMINAL).update(cancel_requested=True)
        self.refresh_from_db(fields=["cancel_requested", "state"])

    def cancel(self) -> None:
        """→ cancelled."""
        self.state, self.finished_at = JobState.CANCELLED, timezone.now()
        self.save(update_fields=["state", "finished_at"])

    def reopen(self) -> None:
        """Ended → running again: some of the work is to be done after all."""
        self.state, self.error, self.finished_at, self.cancel_requested = JobState.RUNNING, None, None, False
        self.heard_at = self.doubted_at = None
        # One that was cancelled before anybody had begun it begins with this.
        self.started_at = self.started_at or timezone.now()
        changed = ["state", "error", "started_at", "finished_at", "cancel_requested", "heard_at", "doubted_at"]
        self.save(update_fields=changed)

    def queue_again(self) -> None:
        """Failed → queued: a worker goes on with what was begun."""
        self.state, self.error, self.finished_at, self.told_at = JobState.QUEUED, None, None, timezone.now()
        self.save(update_fields=["state", "error", "finished_at", "told_at"])

    def put_off(self, after: timedelta) -> None:
        """Queued, and told to the broker by the sweeper after so long."""
        self.told_at = timezone.now() + after - timedelta(seconds=QUEUED_SECONDS)
        self.save(update_fields=["told_at"])

    def give_back(self) -> None:
        """Running → queued: its worker is gone, and what it had not committed is done from nothing by another."""
        self.state, self.started_at, self.heard_at, self.doubted_at = JobState.QUEUED, None, None, None
        # Long ago: the broker has no task of it, and is told at the sweeper's next round.
        self.told_at = timezone.now() - timedelta(days=1)
        self.arguments = self.arguments | {"lost": self.arguments.get("lost", 0) + 1}
        self.save(update_fields=["state", "started_at", "heard_at", "doubted_at", "told_at", "arguments"])

    def fail(self, error: GreenLangError) -> None:
        """→ failed, with the reason as people read it."""
        self.state, self.error, self.finished_at = JobState.FAILED, error.as_dict(), timezone.now()
        self.save(update_fields=["state", "error", "finished_at"])
