"""Looking a period through, as a worker does what was asked for."""

from collections.abc import Mapping

from apps.inventory.models import ReportingPeriod
from apps.inventory.services.reviews import review_ask
from apps.portal.tasks import period_review
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope


def review(tenant: Tenant, period: ReportingPeriod) -> Mapping[str, object]:
    """What was found, by name."""
    with tenant_scope(tenant.id):
        job = review_ask(period=period)
        job.begin()
    found = period_review(tenant.id, job)
    with tenant_scope(tenant.id):
        job.succeed(dict(found))
    return found
