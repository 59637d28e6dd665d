"""The scope 2 board and its instruments."""

from django.urls import path

from apps.calculations.api_allocation import Scope2AllocationView
from apps.inventory import api_instruments as instruments
from apps.runtime import api_scope2 as boards

_BOARD = "periods/<uuid:period_id>/scope2-board"
_INSTRUMENT = "scope2/instruments/<uuid:instrument_id>"

routes = [
    path("scope2/allocation", Scope2AllocationView.as_view()),
    path("scope2/instruments", instruments.InstrumentsView.as_view()),
    path("scope2/instruments/import", instruments.InstrumentsImportView.as_view()),
    path(_INSTRUMENT, instruments.InstrumentView.as_view()),
    path(f"{_INSTRUMENT}/evidence", instruments.InstrumentEvidenceView.as_view()),
    path(f"{_INSTRUMENT}/void", instruments.InstrumentVoidView.as_view()),
    path(f"{_INSTRUMENT}/unvoid", instruments.InstrumentUnvoidView.as_view()),
    path(_BOARD, boards.BoardView.as_view()),
    path(f"{_BOARD}/lines", boards.BoardLinesView.as_view()),
    path(f"{_BOARD}/rows.csv", boards.BoardRowsView.as_view()),
    path(f"{_BOARD}/work-out", boards.BoardWorkOutView.as_view()),
    path(f"{_BOARD}/accept", boards.BoardAcceptView.as_view()),
    path(f"{_BOARD}/hand-on", boards.BoardHandOnView.as_view()),
    path(f"{_BOARD}/reopen", boards.BoardReopenView.as_view()),
]
