"""What stands around a scope 2 board as it is shown: names of instruments and factors."""

import uuid
from collections.abc import Iterable

from apps.calculations.models import EmissionFactor
from apps.inventory.models import ContractualInstrument


def instrument_names(ids: Iterable[str]) -> dict[str, str]:
    """Names of instruments, by id."""
    wanted = [uuid.UUID(text) for text in set(ids) if text]
    return {str(row.id): row.name for row in ContractualInstrument.objects.filter(id__in=wanted).only("id", "name")}


def published_among(ef_cids: Iterable[str]) -> set[str]:
    """Those of some content ids that the catalogue has; others are a tenant's own."""
    return set(EmissionFactor.objects.filter(ef_cid__in=set(ef_cids)).values_list("ef_cid", flat=True))
