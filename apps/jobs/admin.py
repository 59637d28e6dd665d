"""Long work of the tenant."""

from django.contrib import admin

from apps.jobs.models import Job
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(Job)
class JobAdmin(TenantRowsAdmin):
    """Long work of the tenant."""

    list_display = ("kind", "state", "message", "created_by", "created_at", "finished_at")
