"""The catalogue and the ledger in the admin: to read."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from apps.calculations.models import Calculation, EmissionFactor, FactorEdition, GwpSetEdition
from greenlang.edges.admin_rows import TenantRowsAdmin


class CatalogueAdmin(ModelAdmin):  # type: ignore[misc]
    """Global rows that are imported and never edited."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editions are imported."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Editions are immutable."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Editions stay."""
        return False


@admin.register(FactorEdition)
class FactorEditionAdmin(CatalogueAdmin):
    """Editions of emission factors."""

    list_display = ("slug", "publisher", "title", "data_year", "licence", "imported_at")


@admin.register(GwpSetEdition)
class GwpSetEditionAdmin(CatalogueAdmin):
    """Sets of global warming potentials."""

    list_display = ("slug", "set_name", "publisher", "publication_year")


@admin.register(EmissionFactor)
class EmissionFactorAdmin(CatalogueAdmin):
    """Single published figures."""

    list_display = ("ef_cid", "activity_name", "region", "gas", "value", "unit", "basis", "edition")
    list_filter = ("edition", "category", "gas")
    search_fields = ("activity_name", "ef_cid", "region")


@admin.register(Calculation)
class CalculationAdmin(TenantRowsAdmin):
    """The ledger, newest first."""

    list_display = ("sequence", "recorded_at", "agent_id", "formula_id", "scope", "result", "result_unit", "chain_hash")
