"""What runs came to, noted once they have ended, so that nobody adds up a million rows to see a page."""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.db.models import Sum

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import ExactNumeric
from apps.runtime.models import Execution, Run
from greenlang.isolation import current_tenant_id

_UPLOADS_SQL = """
WITH done AS (
    SELECT made.activity_id, bool_or(made.calculation_id IS NOT NULL AND back.id IS NULL) AS calculated,
        bool_or(back.id IS NOT NULL) AS taken_back
    FROM runtime_run run JOIN runtime_execution made ON made.tenant_id = run.tenant_id AND made.run_id = run.id
    LEFT JOIN calculations_calculation back
        ON back.tenant_id = made.tenant_id AND back.reverses = made.calculation_id AND back.reverses IS NOT NULL
    WHERE run.tenant_id = %(tenant)s AND run.period_id = %(period)s
    GROUP BY made.activity_id
)
INSERT INTO runtime_uploadoutcome AS outcome (id, tenant_id, upload_id, calculated, refused, noted_at)
SELECT gen_random_uuid(), %(tenant)s, activity.upload_id, count(*) FILTER (WHERE done.calculated),
    count(*) FILTER (WHERE NOT done.calculated AND NOT done.taken_back), now()
FROM inventory_activitydata activity JOIN done ON done.activity_id = activity.id
WHERE activity.tenant_id = %(tenant)s AND activity.period_id = %(period)s
GROUP BY activity.upload_id
ON CONFLICT (tenant_id, upload_id) DO UPDATE
SET calculated = excluded.calculated, refused = excluded.refused, noted_at = excluded.noted_at
"""


def runs_note(period_ids: Iterable[uuid.UUID]) -> None:
    """Note what the ended runs over periods calculated that have not been noted, and what became of the uploads of
    those periods; takes a second or two for a million rows. Safe to call at any time.
    """
    behind = list(Run.objects.filter(period_id__in=list(period_ids), co2e=None).exclude(finished_at=None))
    for run in behind:
        made = Execution.objects.filter(run=run, calculation_id__isnull=False).values("calculation_id")
        rows = Calculation.objects.filter(id__in=made).order_by()
        total = rows.aggregate(total=Sum("co2e", output_field=ExactNumeric()))["total"]
        Run.objects.filter(id=run.id, co2e=None).exclude(finished_at=None).update(co2e=total or 0)
    with connection.cursor() as cursor:
        for period_id in {run.period_id for run in behind}:
            cursor.execute(_UPLOADS_SQL, {"tenant": current_tenant_id(), "period": period_id})
