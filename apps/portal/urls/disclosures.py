"""What the preparer says about a period."""

from django.urls import path

from apps.portal.views.disclosures import disclosure, disclosures, disclosures_carry

routes = [
    path("disclosures", disclosures, name="disclosures"),
    path("disclosures/carry-over", disclosures_carry, name="disclosures_carry"),
    path("disclosures/<slug:topic>", disclosure, name="disclosure"),
]
