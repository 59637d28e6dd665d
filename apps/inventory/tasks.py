"""What a worker does for the inventory."""

import uuid

from celery import shared_task

from apps.inventory.figures.updating import figures_catch_up
from greenlang.isolation import tenant_context


@shared_task(name="inventory.figures", ignore_result=True)
def figures_bring_up(tenant_id: str) -> None:
    """Bring a tenant's figures up to date with its ledger; safe to call at any time."""
    with tenant_context(uuid.UUID(tenant_id)):
        figures_catch_up()
