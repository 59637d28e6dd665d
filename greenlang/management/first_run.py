"""The main job, live: from pack.yaml to a proven number and a report, through the running product.

Every step looks first whether its work is done already, so that a second start repeats none.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.selectors.ledger import calculation_record, latest_for_period
from apps.calculations.selectors.verification import ledger_verify
from apps.factory.pipeline import version_result
from apps.factory.services import BuildFailed, version_command
from apps.factory.tasks import build_submit
from apps.inventory.models import ActivityData, ActivityUpload, RejectedRow, ReportingPeriod
from apps.inventory.services import activity_upload, period_open
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.reports.models import InventoryReport
from apps.reports.selectors import BeingWritten, NotWritten, files_offered, report_file
from apps.reports.services import report_write
from apps.reports.staleness import report_is_stale
from apps.reports.tasks import write_report
from apps.runtime.models import Run
from apps.runtime.tasks import run_submit
from apps.tenants.models import Tenant
from greenlang.errors import GreenLangError, Unavailable
from greenlang.isolation import tenant_scope
from greenlang.management.telling import stage_line

EXAMPLES = Path(settings.BASE_DIR) / "examples"
PACK = EXAMPLES / "packs" / "stationary-combustion" / "pack.yaml"
ACTIVITY = EXAMPLES / "activity" / "stationary-2025.csv"
# The line whose full record is shown: 50 mmBtu of natural gas.
SHOWN_REFERENCE = "GAS-N-2025-01"
ACTOR = "first start"
JOB_SECONDS = 600.0


class RunIncomplete(GreenLangError):
    """The main job did not come through whole."""

    code = "first-run-incomplete"


@dataclass
class FirstRun:
    """The main job for one tenant.

    Args:
        tenant: whose agent, data and report they are.
        tell: handed one line for people at a time.
        check: raises when a server has died meanwhile.
    """

    tenant: Tenant
    tell: Callable[[str], None]
    check: Callable[[], None]
    stages: list[dict[str, Any]] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        """All of it; the object that ``up --json`` prints."""
        version = self._build()
        period, upload = self._data()
        run = self._calculate(version, period)
        ledger = self._verify()
        report = self._report(period)
        with tenant_scope(self.tenant.id):
            shown = self._shown_line(period)
            return {
                **version_result(version),
                "tenant": self.tenant.slug,
                "stages": self.stages,
                "calculation": calculation_record(shown),
                "activity_data": upload,
                "run": run,
                "totals": report.snapshot["totals"],
                "ledger": ledger,
                "report": self._files(report),
            }

    def _build(self) -> AgentVersion:
        with tenant_scope(self.tenant.id):
            job = build_submit(source=PACK.read_bytes(), actor=ACTOR)
        reused = job.is_terminal
        self.tell(
            f"Building {PACK.parent.name} from {PACK.relative_to(EXAMPLES.parent)}"
            + (" (built already)" if reused else "")
        )
        told = 0
        for state in self._watch(job):
            ended = [stage for stage in state.stages if stage["state"] in {"done", "failed"}]
            for stage in ended[told:]:
                self.tell(stage_line({**stage, "name": stage["label"]}))
            told = len(ended)
        self.stages += [
            {name: stage[name] for name in ("name", "seconds", "target_seconds")} | {"reused": reused}
            for stage in job.stages
        ]
        with tenant_scope(self.tenant.id):
            job.refresh_from_db()
            if job.error:
                raise BuildFailed.of(job.error)
            version = AgentVersion.objects.select_related("agent").get(id=job.arguments["version_id"])
            if version.state in {State.STAGED, State.ACTIVE}:
                version_command(version=version, verb="start", actor=ACTOR)
            result = version_result(version)
        quality = result["quality"]
        self.tell(f"  {result['agent_id']} {result['version']} is {result['state']} at {result['url']}")
        self.tell(f"  quality {quality['score']} of 100 ({quality['label'] or 'all twelve dimensions measured'})")
        return version

    def _data(self) -> tuple[ReportingPeriod, dict[str, Any]]:
        data = ACTIVITY.read_bytes()
        with tenant_scope(self.tenant.id):
            period = period_open(
                entity_name=self.tenant.name, name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31)
            )
            upload = ActivityUpload.objects.filter(period=period, filename=ACTIVITY.name).first()
            if upload is None:
                with self._timed("take activity data in"):
                    upload = activity_upload(period=period, filename=ACTIVITY.name, data=data, uploaded_by=ACTOR)
            rejected = list(RejectedRow.objects.filter(upload=upload))
        document = {
            name: getattr(upload, name)
            for name in ("filename", "sha256", "rows_in", "accepted", "rejected", "duplicate")
        }
        self.tell(
            f"Activity data {ACTIVITY.relative_to(EXAMPLES.parent)}: {upload.rows_in} rows in = "
            f"{upload.accepted} accepted + {upload.rejected} rejected + {upload.duplicate} duplicate"
        )
        for row in rejected:
            self.tell(f"  row {row.row}{', ' + row.column if row.column else ''}: {row.reason}")
        return period, document

    def _calculate(self, version: AgentVersion, period: ReportingPeriod) -> dict[str, Any]:
        with tenant_scope(self.tenant.id):
            job = None if self._missing(period) == 0 else run_submit(version=version, period=period, actor=ACTOR)
        if job is not None:
            with self._timed("run"):
                job = self._finish(job, "Calculating")
        with tenant_scope(self.tenant.id):
            run = Run.objects.filter(period_id=period.id, finished_at__isnull=False)[0]
            missing = self._missing(period)
        document: dict[str, Any] = dict(job.result) if job else {"run_id": str(run.id), "failures": []}
        document |= {"rows": run.rows, "succeeded": run.succeeded, "failed": run.failed}
        self.tell(f"Run: {run.succeeded} of {run.rows} rows calculated, {run.failed} failed")
        for reason in dict.fromkeys(failure["reason"] for failure in document["failures"]):
            self.tell(f"  {reason}")
        if missing:
            raise RunIncomplete(f"{missing} rows of the example could not be calculated.", where=ACTIVITY.name)
        return document

    def _missing(self, period: ReportingPeriod) -> int:
        """Rows of the example that have no calculation; what became of a user's own rows stops no start."""
        rows = set(
            ActivityData.objects.filter(period=period, upload__filename=ACTIVITY.name).values_list("id", flat=True)
        )
        return len(rows - {row.activity_id for row in latest_for_period(period.id)})

    def _verify(self) -> dict[str, Any]:
        with self._timed("verify ledger"), tenant_scope(self.tenant.id):
            verdict = ledger_verify()
        if not verdict.holds:
            raise RunIncomplete(f"The ledger does not hold: {verdict.reason}.", where=f"record {verdict.bad_sequence}")
        self.tell(f"Ledger: {verdict.records} records, every hash and link holds; head {verdict.head_hash[:23]}…")
        return verdict.as_document()

    def _report(self, period: ReportingPeriod) -> InventoryReport:
        with tenant_scope(self.tenant.id):
            report = InventoryReport.objects.filter(period_id=period.id).first()
            fresh = report is not None and not report_is_stale(report)
            if fresh and report is not None and not all(each.is_there for each in files_offered(report)):
                # Pango may have come since; the snapshot stays the one it was.
                report_write(report)
            if not fresh:
                job = job_submit(
                    kind="report", task=write_report, arguments={"period_id": str(period.id)}, created_by=ACTOR
                )
        if not fresh:
            with self._timed("report"):
                job = self._finish(job, "Writing the report")
            with tenant_scope(self.tenant.id):
                report = InventoryReport.objects.get(id=job.result["report_id"])
        if report is None:
            raise RunIncomplete("The report was not written.")
        return report

    def _files(self, report: InventoryReport) -> dict[str, Any]:
        folder = settings.DATA.root / "reports"
        folder.mkdir(exist_ok=True)
        files: dict[str, Any] = {"report_id": str(report.id), "snapshot_hash": report.snapshot_hash}
        for name, extension in (("pdf", "pdf"), ("excel", "xlsx")):
            try:
                file = report_file(report, extension)
            except (BeingWritten, NotWritten) as error:
                files[name] = "unavailable"
                files[f"{name}_mend"] = error.mend
                self.tell(f"Report, {extension}: unavailable. {error.message} {error.mend}")
                continue
            path = folder / f"{self.tenant.slug}-{file.filename}"
            path.write_bytes(file.content)
            files[name] = str(path)
            self.tell(f"Report, {extension}: {path}")
        return files

    def _shown_line(self, period: ReportingPeriod) -> Calculation:
        rows = [row for row in latest_for_period(period.id) if f'"{SHOWN_REFERENCE}"' in row.source]
        if len(rows) != 1:
            raise RunIncomplete(f"The line {SHOWN_REFERENCE} was not calculated.", where=ACTIVITY.name)
        return rows[0]

    def _finish(self, job: Job, doing: str) -> Job:
        told = -1
        for state in self._watch(job):
            if state.percent // 25 > told and state.total:
                told = state.percent // 25
                self.tell(f"  {doing}: {state.message or state.state} ({state.percent} %)")
        with tenant_scope(self.tenant.id):
            job.refresh_from_db()
        if job.error:
            raise BuildFailed.of(job.error)
        return job

    def _watch(self, job: Job) -> "Watcher":
        return Watcher(self.tenant, job, self.check)

    def _timed(self, name: str) -> "Timer":
        return Timer(name, self.stages)


@dataclass
class Watcher:
    """Iterates over a job's states until it ends."""

    tenant: Tenant
    job: Job
    check: Callable[[], None]

    def __iter__(self) -> Iterator[Job]:
        until = time.monotonic() + JOB_SECONDS
        while True:
            self.check()
            with tenant_scope(self.tenant.id):
                self.job.refresh_from_db()
            yield self.job
            if self.job.is_terminal:
                return
            if time.monotonic() > until:
                raise Unavailable(
                    "The worker did not finish in time.", where=f"job {self.job.id}", mend="See logs/worker.log."
                )
            time.sleep(0.05)


@dataclass
class Timer:
    """Notes how long a step took."""

    name: str
    stages: list[dict[str, Any]]
    began: float = 0.0

    def __enter__(self) -> None:
        self.began = time.perf_counter()

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        seconds = round(time.perf_counter() - self.began, 6)
        self.stages.append({"name": self.name, "seconds": seconds, "target_seconds": None, "reused": False})
