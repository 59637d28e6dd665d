"""Where in the portal something is mended."""

from django.urls import reverse

from apps.inventory.models import ReportingPeriod
from apps.reports.evidence import Place

_PAGES = {
    Place.ORGANISATION: ("portal:settings", "Organisation"),
    Place.DATA: ("portal:data", "Data"),
    Place.MAPPING: ("portal:mapping", "Mapping"),
    Place.SCOPE2: ("portal:scope2", "Scope 2 board"),
    Place.LEDGER: ("portal:calculations", "Ledger"),
    Place.SIGN_OFF: ("portal:sign_off", "Sign-off"),
    Place.CHECKLIST: ("portal:checklist", "Checklist"),
}


def place_url(place: Place, period: ReportingPeriod) -> str:
    """The page of a place, for a period."""
    if place is Place.CHANGE:
        return reverse("portal:boundary_edit", args=[period.entity_id])
    if place.value.startswith("disclosures/"):
        address = reverse("portal:disclosure", args=[place.value.removeprefix("disclosures/")])
    else:
        address = reverse(_PAGES[place][0])
    return f"{address}?period={period.id}"


def place_words(place: Place) -> str:
    """What the page is called."""
    if place is Place.CHANGE:
        return "Boundary"
    return "Disclosures" if place.value.startswith("disclosures/") else _PAGES[place][1]
