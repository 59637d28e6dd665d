"""The mapping queue: what waits, what was decided, what was learnt."""

from apps.inventory.services.mapping.candidates import candidates_of, candidates_searched
from apps.inventory.services.mapping.decisions import (
    group_accept,
    group_leave_out,
    group_undo,
    groups_accept_above,
)
from apps.inventory.services.mapping.refreshing import Refreshed, mapping_refresh

__all__ = [
    "Refreshed",
    "candidates_of",
    "candidates_searched",
    "group_accept",
    "group_leave_out",
    "group_undo",
    "groups_accept_above",
    "mapping_refresh",
]
