"""Footprints of products: the organisation's own side, and PACT's doors."""

from django.urls import path, re_path

from apps.pact import api as pact
from apps.pact import api_asking as asking
from apps.pact import api_events as events
from apps.pact import api_own as own
from apps.pact import api_partners as partners

routes = [
    path("product-footprints", own.OwnFootprintsView.as_view()),
    path("product-footprints/<uuid:footprint_id>", own.OwnFootprintView.as_view()),
    path("product-footprints/<uuid:footprint_id>/versions", own.OwnFootprintVersionsView.as_view()),
    path("product-footprints/<uuid:footprint_id>/sharing", own.OwnFootprintSharingView.as_view()),
    path("product-footprints/<uuid:footprint_id>/evidence", own.OwnFootprintEvidenceView.as_view()),
    path(
        "product-footprints/<uuid:footprint_id>/evidence/<uuid:evidence_id>",
        own.OwnFootprintEvidenceFileView.as_view(),
    ),
    path("partners", partners.PartnersView.as_view()),
    path("partners/<uuid:partner_id>", partners.PartnerView.as_view()),
    path("partners/<uuid:partner_id>/key", partners.PartnerKeyView.as_view()),
    path("footprint-events", events.ReceivedEventsView.as_view()),
    path("footprint-events/<uuid:received_id>", events.ReceivedEventView.as_view()),
    path("sent-footprint-requests", asking.SentRequestsView.as_view()),
    path("sent-footprint-requests/<uuid:sent_id>", asking.SentRequestView.as_view()),
    path("sent-footprint-requests/<uuid:sent_id>/send", asking.SendRequestAgainView.as_view()),
    path("footprint-requests", partners.FootprintRequestsView.as_view()),
    path("footprint-requests/<uuid:request_id>/fulfil", partners.FulfilView.as_view()),
    path("footprint-requests/<uuid:request_id>/reject", partners.RejectView.as_view()),
    path("footprint-requests/<uuid:request_id>/send", partners.SendAgainView.as_view()),
]

exchange = [
    path("3/footprints", pact.FootprintsView.as_view()),
    path("3/footprints/<str:footprint_id>", pact.FootprintView.as_view()),
    path("3/events", pact.EventsView.as_view()),
    re_path("^3(?:/|$)", pact.unknown_address),
    path("auth/token", pact.PactTokenView.as_view()),
    path(".well-known/openid-configuration", pact.openid_configuration),
]
