"""Editions that are imported: sent, compared with what is there, and then taken in or not."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.calculations.admin.catalogue import CatalogueAdmin
from apps.calculations.catalogue.archives import archive_of, read_archive
from apps.calculations.models import EditionProposal
from apps.calculations.selectors.previews import Preview, edition_preview
from apps.calculations.services.proposals import (
    LARGEST_BYTES,
    edition_propose,
    proposal_import,
    proposal_withdraw,
)
from greenlang.edges.admin_questions import reason_given
from greenlang.errors import GreenLangError


class ImportForm(forms.Form):
    """A zip of editions, or the two files of one."""

    archive = forms.FileField(required=False, label="Zip file of editions")
    description = forms.FileField(required=False, label="edition.toml")
    table = forms.FileField(required=False, label="factors.csv or gwp.csv")

    def clean(self) -> dict[str, Any]:
        """One way or the other."""
        given = super().clean() or {}
        archive, pair = given.get("archive"), (given.get("description"), given.get("table"))
        if bool(archive) == bool(any(pair)) or (any(pair) and not all(pair)):
            raise forms.ValidationError("Send a zip file, or edition.toml together with its CSV file.")
        for each in filter(None, (archive, *pair)):
            if each.size > LARGEST_BYTES:
                raise forms.ValidationError(f"{each.name} is larger than {LARGEST_BYTES // (1 << 20)} MB.")
        return given

    def sent(self) -> tuple[str, bytes]:
        """The name and the bytes of the zip file."""
        given = self.cleaned_data
        if archive := given["archive"]:
            return str(archive.name), archive.read()
        return str(given["table"].name), archive_of(given["description"].read(), given["table"].read())


@admin.register(EditionProposal)
class EditionProposalAdmin(CatalogueAdmin):
    """Imports, the newest first: what was sent by whom, and what came of it."""

    list_display = ("filename", "state_tag", "proposed_by", "proposed_at", "decided_by", "decided_at", "came_to")
    search_fields = ("filename", "sha256")
    sortable_by = ()
    add_told = "Import editions"
    empty_told = "The editions the product carries are loaded at its start; others are sent here."

    def get_queryset(self, request: HttpRequest) -> Any:
        """The files are read where they are compared."""
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Operators send editions."""
        return self.has_view_permission(request)

    @admin.display(description="State")
    def state_tag(self, proposal: EditionProposal) -> SafeString:
        """Whether it waits."""
        tone = {"waiting": "waits", "imported": "ok"}.get(proposal.state, "")
        return format_html('<span class="co-tag co-{}">{}</span>', tone, proposal.state)

    @admin.display(description="Imported")
    def came_to(self, proposal: EditionProposal) -> str:
        """Slugs of the editions."""
        return ", ".join(proposal.outcome.get("imported", []))

    def get_urls(self) -> list[Any]:
        """What is decided about one."""
        view = self.admin_site.admin_view(self.decide_view)
        return [
            path("<int:proposal_id>/decide/<slug:verb>/", view, name="calculations_editionproposal_decide"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take what is sent, and show what importing it would do."""
        if not self.has_add_permission(request):
            raise Http404
        form = ImportForm(request.POST or None, request.FILES or None)
        findings: tuple[dict[str, str], ...] = ()
        if request.method == "POST" and form.is_valid():
            try:
                name, content = form.sent()
                proposal = edition_propose(filename=name, content=content, actor=f"operator {request.user}")
            except GreenLangError as error:
                form.add_error(None, str(error))
                findings = tuple(error.errors)
            else:
                return redirect("admin:calculations_editionproposal_change", proposal.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Import editions",
            "form": form,
            "findings": findings,
            "back": reverse("admin:calculations_editionproposal_changelist"),
        }
        return TemplateResponse(request, "admin/calculations/import.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What importing it would do; once it is decided, what was done."""
        proposal = self.get_object(request, object_id)
        if proposal is None or not self.has_view_permission(request):
            raise Http404
        previews = list(_previews(proposal)) if proposal.state == "waiting" else []
        context = {
            **self.admin_site.each_context(request),
            "title": f"Import of {proposal.filename}",
            "proposal": proposal,
            "previews": previews,
            "possible": bool(previews) and not any(each.conflicts for each in previews),
            "back": reverse("admin:calculations_editionproposal_changelist"),
        }
        return TemplateResponse(request, "admin/calculations/preview.html", context)

    def decide_view(self, request: HttpRequest, proposal_id: int, verb: str) -> HttpResponse:
        """Import or withdraw it."""
        proposal = self.get_queryset(request).filter(pk=proposal_id).first()
        if proposal is None or verb not in ("import", "withdraw") or not self.has_view_permission(request):
            raise Http404
        page = redirect("admin:calculations_editionproposal_change", proposal.pk)
        if request.method != "POST":
            return page
        actor, reason = f"operator {request.user}", reason_given(request)
        try:
            if verb == "withdraw":
                proposal_withdraw(proposal=proposal, actor=actor, reason=reason)
                self.message_user(request, "It was withdrawn; nothing of it is in the catalogue.")
            else:
                report = proposal_import(proposal=proposal, actor=actor, reason=reason)
                names = ", ".join(report.imported) or "nothing new"
                self.message_user(request, f"Imported {names}: {report.factors + report.gwp_values:,} figures.")
        except GreenLangError as error:
            self.message_user(request, str(error), messages.ERROR)
        return page


def _previews(proposal: EditionProposal) -> Iterator[Preview]:
    editions = read_archive(bytes(proposal.content))
    return (edition_preview(read, editions) for read in editions)
