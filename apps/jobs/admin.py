"""Long work of the tenant."""

from django.contrib import admin
from django_celery_results.models import GroupResult, TaskResult

from apps.jobs.models import Job
from greenlang.edges.admin_rows import TenantRowsAdmin

# What a task did is told by its job, in its tenant's scope; the broker's own rows span tenants.
for model in (TaskResult, GroupResult):
    admin.site.unregister(model)


@admin.register(Job)
class JobAdmin(TenantRowsAdmin):
    """Long work of the tenant."""

    list_filter = ("state", "kind")
    list_display = ("what", "state", "told", "created_by", "created_at", "finished_at")

    @admin.display(description="Work", ordering="kind")
    def what(self, job: Job) -> str:
        """Its kind, and of a verb which one and on what."""
        verb, about = job.arguments.get("verb", ""), job.arguments.get("about", "")
        return f"{verb.replace('-', ' ').capitalize()} {about}" if verb and about else job.kind.capitalize()

    @admin.display(description="Message")
    def told(self, job: Job) -> str:
        """Why it failed, or how far it is."""
        return str(job.error.get("message", "")) if job.error else job.message
