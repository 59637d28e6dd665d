"""The catalogue in the admin: to read, and to answer for what may be passed on."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.calculations.models import EmissionFactor, FactorEdition, GwpSetEdition, LicenceAcceptance
from apps.calculations.services.catalogue import licence_accept
from greenlang.edges.admin_questions import REQUIRED, Question, question_page, reason_given
from greenlang.edges.admin_rows import AnsweringAdmin, BoundedPaginator
from greenlang.errors import GreenLangError


class CatalogueAdmin(AnsweringAdmin):
    """Global rows that are imported and never edited."""

    list_per_page = 25
    list_max_show_all = 0
    list_fullwidth = True
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editions are imported."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Editions are immutable."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Platform operators see."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Editions stay."""
        return False


@admin.register(FactorEdition)
class FactorEditionAdmin(CatalogueAdmin):
    """Editions of emission factors, and the one decision there is to make about them."""

    list_display = ("slug", "publisher", "title", "data_year", "licence", "may_leave", "imported_at")
    list_select_related = ("licence_acceptance",)
    search_fields = ("slug", "publisher", "title")
    list_before_template = "admin/calculations/import_link.html"
    readonly_fields = ("may_leave",)

    @admin.display(description="In exports")
    def may_leave(self, edition: FactorEdition) -> SafeString | str:
        """Whether its figures may be passed on, or the link to decide it."""
        if edition.as_edition().licence_established:
            return "yes"
        accepted: LicenceAcceptance | None = getattr(edition, "licence_acceptance", None)
        if accepted is not None:
            return f"accepted by {accepted.accepted_by}: {accepted.reason}"
        link = reverse("admin:calculations_factoredition_licence", args=[edition.pk])
        return format_html('<a href="{}">not yet: decide</a>', link)

    def get_urls(self) -> list[Any]:
        """The page that asks for the reason."""
        view = self.admin_site.admin_view(self.licence_view)
        return [path("<int:edition_id>/licence/", view, name="calculations_factoredition_licence"), *super().get_urls()]

    def licence_view(self, request: HttpRequest, edition_id: int) -> HttpResponse:
        """Ask for the reason, then record the decision."""
        edition = FactorEdition.objects.filter(pk=edition_id).first()
        if edition is None or not self.has_view_permission(request):
            raise Http404
        back = reverse("admin:calculations_factoredition_change", args=[edition.pk])
        if request.method != "POST":
            return question_page(self.admin_site, request, _licence_question(edition, back))
        try:
            licence_accept(edition=edition.slug, accepted_by=f"operator {request.user}", reason=reason_given(request))
        except GreenLangError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"{edition} may leave in exports now.")
        return redirect(back)


def _licence_question(edition: FactorEdition, back: str) -> Question:
    title = f"Licence of {edition}"
    accepted = LicenceAcceptance.objects.filter(edition=edition).exists()
    if edition.as_edition().licence_established or accepted:
        return Question(
            title, (f"Nothing needs to be accepted for {edition}.",), "Accept the licence", back, possible=False
        )
    told = (
        f"The licence of {edition} is not established. Its figures serve your inventory; they stay out of exports "
        "until an operator answers for passing them on.",
        "Say why it may be passed on.",
    )
    return Question(title, told, "Accept the licence", back, REQUIRED)


@admin.register(GwpSetEdition)
class GwpSetEditionAdmin(CatalogueAdmin):
    """Sets of global warming potentials."""

    list_display = ("slug", "set_name", "publisher", "publication_year")


@admin.register(EmissionFactor)
class EmissionFactorAdmin(CatalogueAdmin):
    """Single published figures."""

    list_display = ("ef_cid", "activity_name", "region", "gas", "value", "unit", "basis", "edition")
    list_filter = ("edition",)
    list_select_related = ("edition",)
    sortable_by = ()
    search_fields = ("activity_name", "ef_cid", "region")
