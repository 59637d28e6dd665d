"""Who reports: companies, sites, periods, and how the boundary is drawn."""

from django.http import HttpResponse

from apps.portal.page import PortalRequest, page, render_page
from apps.portal.selectors.organisation import organisation_told


@page()
def organisation(request: PortalRequest) -> HttpResponse:
    """Everything the organisation consists of, with what may be changed."""
    return render_page(request, "portal/settings/organisation.html", organisation_told())
