"""What every admin list of tenant rows shares: one tenant's scope, bounded pages, rows that only verbs change."""

import json
from typing import Any

from django.contrib.admin import ShowFacets, SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import BinaryField, GenericIPAddressField, Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin

from greenlang.isolation import current_tenant

MOST = 10_000
"""Rows a list is paged through; beyond them a filter leads farther."""


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts and pages no further than `MOST` rows, however many there are."""

    template_name = "admin/console/pages.html"

    @cached_property
    def counted(self) -> int:
        """Rows, up to one more than are shown."""
        rows = self.object_list
        return rows.order_by()[: MOST + 1].count() if isinstance(rows, QuerySet) else len(rows)

    @cached_property
    def count(self) -> int:
        """Rows that can be paged through."""
        return min(self.counted, MOST)

    @property
    def told(self) -> str:
        """How many these are."""
        return f"{self.count:,}"

    @property
    def has_more(self) -> bool:
        """Whether there are rows beyond."""
        return self.counted > MOST


class AnsweringAdmin(ModelAdmin):  # type: ignore[misc]
    """A list that does not ask the database what that could not answer, wherever in an address or a form it stands."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list. What is chosen for an action and is no id is refused (400)."""
        try:
            for text in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(text)
        except ValidationError as error:
            raise SuspiciousOperation("No id is chosen.") from error
        return super().changelist_view(request, extra_context)  # type: ignore[no-any-return]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """As Django makes it.

        Raises:
            IncorrectLookupParameters: an address holds what PostgreSQL keeps in no text; the whole list is shown.
        """
        if any("\x00" in value for values in dict(request.GET).values() for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Django's, without patterns and without columns of bytes and addresses."""
        name, *parts = lookup.split("__")
        column = next((field for field in self.opts.concrete_fields if field.name == name), None)
        if isinstance(column, BinaryField | GenericIPAddressField) or parts[-1:] in (["regex"], ["iregex"]):
            return False
        return bool(super().lookup_allowed(lookup, value, request))


class TenantRowsAdmin(AnsweringAdmin):
    """Rows of the tenant the operator has entered; before that, a word on how to enter one."""

    list_per_page = 25
    list_max_show_all = 0
    list_fullwidth = True
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    paginator = BoundedPaginator
    list_prefetch_related: tuple[str, ...] = ()
    """Of tables of millions: joined to another, a page of them has the database go through all of them."""
    searched_newest = 0
    """Rows a search looks at, of a list that grows without end and shows its last times first; 0: all of them."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the tenant's name in its title."""
        principal = getattr(request, "principal", None)
        plural = self.opts.verbose_name_plural
        title = f"{plural} – no tenant entered" if principal is None else f"{plural} of {principal.tenant_name}"
        context = {"title": title[:1].upper() + title[1:], **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Which knows whether a tenant was entered: the word on an empty list hears of nothing else of the page."""
        shown = super().get_changelist_instance(request)
        shown.is_without_tenant = current_tenant() is None
        return shown

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Nothing before a tenant was chosen: the database says the same."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.prefetch_related(*self.list_prefetch_related) if current_tenant() else rows.none()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Of a list that grows without end, among its newest rows: a word inside a text is found by reading them."""
        if search_term and self.searched_newest:
            first = str(self.opts.ordering[0])
            column = first.removeprefix("-")
            times = queryset.order_by(first).values_list(column, flat=True)
            oldest = times[self.searched_newest : self.searched_newest + 1].first()
            queryset = queryset.filter(**{f"{column}__gt": oldest}) if oldest else queryset
        return super().get_search_results(request, queryset, search_term)  # type: ignore[no-any-return]

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """As narrow as the page: a long hash is broken, not the page."""
        return [
            (name, {**options, "classes": [*options.get("classes", ()), "min-w-0"]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are made by the product."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are changed by verbs."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows stay."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Platform operators see."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))


class Standing(SimpleListFilter):
    """A filter by what a row's columns come to, told in the address as ``?standing=…``."""

    title = "standing"
    parameter_name = "standing"
    choices_told: tuple[tuple[str, str], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, str], ...]:
        """What may be chosen."""
        return self.choices_told

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """All rows, or those of the choice."""
        chosen = self.value()
        return self.rows(queryset, chosen) if chosen else queryset

    def rows(self, rows: QuerySet[Any], chosen: str) -> QuerySet[Any]:
        """Of these rows those that stand so."""
        raise NotImplementedError


class Kinds(SimpleListFilter):
    """By the kinds there are, each found from the one before along an index on (tenant_id, kind, …): reading them all
    from the rows is a walk through every row.
    """

    title = parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The kinds of the entered tenant's rows."""
        table = connection.ops.quote_name(model_admin.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(_KINDS.format(table=table))
            return [(kind, kind) for (kind,) in cursor.fetchall()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """All rows, or those of one kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


_KINDS = """
WITH RECURSIVE found AS (
    (SELECT kind FROM {table} ORDER BY kind LIMIT 1)
    UNION ALL
    SELECT (SELECT kind FROM {table} WHERE kind > found.kind ORDER BY kind LIMIT 1) FROM found WHERE kind IS NOT NULL
)
SELECT kind FROM found WHERE kind IS NOT NULL
"""


def hash_told(text: str) -> SafeString | str:
    """A hash as lists show it, its first 8 digits; the whole of it is on the row's page, and under the pointer."""
    digits = text.partition(":")[2] or text
    return format_html('<span class="co-mono" title="{}">{}…</span>', text, digits[:8]) if digits else ""


_A_FEW_WORDS = 24


def shortened(text: object, most: int = 80) -> SafeString | str:
    """As much of a text as fits a list; the whole of it opens in place."""
    whole = str(text)
    if len(whole) <= most:
        return format_html('<div class="co-broken">{}</div>', whole) if len(whole) > _A_FEW_WORDS else whole
    told = '<details class="co-long"><summary>{}…</summary>{}</details>'
    return format_html(told, whole[:most].rstrip(), whole)


def preformatted(text: str) -> SafeString:
    """A text with its lines, which scrolls in itself."""
    return format_html('<pre class="co-pre" tabindex="0">{}</pre>', text)


def document_told(document: object) -> SafeString:
    """A JSON document with its lines."""
    return preformatted(json.dumps(document, indent=2, ensure_ascii=False))
