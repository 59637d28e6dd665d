"""A file that was taken in: what became of its rows."""

import uuid
from typing import Any

from django.http import HttpResponse

from apps.inventory.selectors import upload_get
from apps.portal.listing import Filter, Narrowing, page_of
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.files import activity_row, file_facts, rejected_row
from apps.portal.selectors.uploads import others_listed, outcomes, rows_listed, upload_states

SHOWN = Filter("rows", "Rows", [("rejected", "Rejected"), ("duplicate", "Duplicate")])


@page()
def file(request: PortalRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Accepted rows, or with ``?rows=`` the rejected or the duplicates."""
    found = upload_get(upload_id)
    narrowing = Narrowing.of(request, [SHOWN])
    kind = narrowing.get("rows")
    context: dict[str, Any] = {"file": file_facts(found, upload_states([found])[found.id]), "kind": kind or "accepted"}
    if kind:
        others, pages = page_of(request, others_listed(found, duplicate=kind == "duplicate"), "rows")
        context |= {"others": [rejected_row(row) for row in others], "pages": pages}
    else:
        rows, pages = page_of(request, rows_listed(found), "rows")
        became = outcomes(rows)
        context |= {"rows": [activity_row(row, became.get(row.id)) for row in rows], "pages": pages}
    return render_page(request, "portal/data/file.html", context)
