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

    list_display = ("kind", "state", "message", "created_by", "created_at", "finished_at")
