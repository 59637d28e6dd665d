"""The scope 2 board and its instruments."""

from django.urls import path

from apps.portal.views.instruments import (
    instrument,
    instrument_evidence,
    instrument_new,
    instruments,
    instruments_list,
)
from apps.portal.views.scope2 import scope2, scope2_do, scope2_rows

_INSTRUMENTS = "calculations/scope-2/instruments"

routes = [
    path("calculations/scope-2", scope2, name="scope2"),
    path("calculations/scope-2/rows.csv", scope2_rows, name="scope2_rows"),
    path(_INSTRUMENTS, instruments, name="instruments"),
    path(f"{_INSTRUMENTS}/new", instrument_new, name="instrument_new"),
    path(f"{_INSTRUMENTS}/import", instruments_list, name="instruments_import"),
    path(f"{_INSTRUMENTS}/<uuid:instrument_id>", instrument, name="instrument"),
    path(f"{_INSTRUMENTS}/<uuid:instrument_id>/evidence", instrument_evidence, name="instrument_evidence"),
    path("calculations/scope-2/<slug:verb>", scope2_do, name="scope2_do"),
]
