"""Whatever the admin registers answers for rows of another tenant exactly as for rows that are nowhere."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db.models import ForeignKey, Model
from django.test import Client
from django.urls import reverse

from apps.factory.console.sidebar import navigation
from greenlang.edges.admin_rows import BoundedPaginator, TenantRowsAdmin
from greenlang.isolation import TenantScopedModel, tenant_scope
from tests.admin.test_operators_scope import entered
from tests.house import House

MOST_QUERIES = 24
"""Of a list: 15 are the session's and the scope's; then count, rows, what they refer to, and choices of filters."""


def scoped() -> list[type[Model]]:
    """Every registered model whose rows belong to tenants."""
    return [model for model in admin.site._registry if issubclass(model, TenantScopedModel)]


def name_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


@pytest.fixture(scope="module")
def rows(house: House) -> dict[type[Model], Model]:
    """A row of the first tenant of every model that has one there."""
    with tenant_scope(house.alpha.id):
        found = {model: model._default_manager.first() for model in scoped()}
    there = {model: row for model, row in found.items() if row is not None}
    assert len(there) > 12
    return there


def test_every_list_of_tenant_rows_is_scoped_bounded_and_finds_nothing_twice() -> None:
    for model in scoped():
        shown = admin.site._registry[model]
        assert isinstance(shown, TenantRowsAdmin), model
        assert shown.paginator is BoundedPaginator, model
        assert shown.list_per_page <= 100, model
        assert not shown.show_full_result_count, model
        assert shown.show_facets is admin.ShowFacets.NEVER, model
        # False would have Django join whatever the columns refer to.
        assert not shown.list_prefetch_related or shown.list_select_related == (), model


def test_lists_without_a_tenant_that_hold_tenants_rows_are_registered_by_nobody() -> None:
    for model in admin.site._registry:
        assert hasattr(model, "tenant_id") == issubclass(model, TenantScopedModel), model


def answers(client: Client, address: str, own: object) -> list[Any]:
    """What a page says for a row of another tenant and for one that is nowhere, the id taken out."""
    told = []
    for wanted in (own, uuid.uuid4()):
        answer = client.get(reverse(address, args=[wanted]))
        said = [str(message).replace(str(wanted), "ID") for message in get_messages(answer.wsgi_request)]
        told.append((answer.status_code, answer.headers.get("Location"), said[-1:]))
    return told


def test_rows_of_another_tenant_answer_like_unknown_ones_everywhere(
    house: House, rows: dict[type[Model], Model]
) -> None:
    client = entered(house, house.beta)
    for model, row in rows.items():
        listed = client.get(reverse(f"admin:{name_of(model)}_changelist"))
        assert listed.status_code == 200, model
        assert str(row.pk) not in listed.content.decode(), model
        for page in ("change", "history"):
            there, nowhere = answers(client, f"admin:{name_of(model)}_{page}", row.pk)
            assert there == nowhere, (model, page)


def test_filters_and_searches_reach_no_row_of_another_tenant(house: House, rows: dict[type[Model], Model]) -> None:
    client = entered(house, house.beta)
    for model, row in rows.items():
        shown = admin.site._registry[model]
        address = reverse(f"admin:{name_of(model)}_changelist")
        queries = [f"?id__exact={row.pk}", "?state__exact=%00"]
        queries += [f"?q={row.pk}", "?q=a"] if shown.search_fields else []
        queries += [f"?{field.name}__id__exact={getattr(row, field.attname)}" for field in relations(model)]
        for query in queries:
            answer = client.get(address + query, follow=True)
            assert answer.status_code == 200, (model, query)
            assert f"/{row.pk}/" not in answer.content.decode(), (model, query)


def relations(model: type[Model]) -> Iterator[Any]:
    """Columns that name other tenant rows."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and issubclass(field.related_model, TenantScopedModel):
            yield field


def test_a_look_up_by_name_offers_no_row_of_another_tenant(house: House, rows: dict[type[Model], Model]) -> None:
    client = entered(house, house.beta)
    for model in rows:
        for field in relations(model):
            if not admin.site._registry.get(field.related_model):
                continue
            asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
            answer = client.get(reverse("admin:autocomplete"), asked | {"field_name": field.name, "term": ""})
            offered = answer.json()["results"] if answer.status_code == 200 else []
            assert offered == [] or field.related_model not in rows, (model, field.name)


def test_what_the_search_finds_are_lists_and_never_rows(house: House) -> None:
    found = entered(house, house.alpha).get(reverse("admin:search"), {"s": "agent", "extended": "1"}).content.decode()
    assert reverse("admin:agents_agent_changelist") in found
    assert "/change/" not in found


def test_an_action_on_rows_of_another_tenant_does_nothing(house: House, rows: dict[type[Model], Model]) -> None:
    client = entered(house, house.beta)
    for model, row in rows.items():
        for action in admin.site._registry[model].actions or ():
            chosen = {"action": action, "_selected_action": [str(row.pk)], "said": "yes", "reason": "mine"}
            client.post(reverse(f"admin:{name_of(model)}_changelist"), chosen)
        with tenant_scope(house.alpha.id):
            before = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            again = model._default_manager.get(pk=row.pk)
            assert {name: getattr(again, name) for name in before} == before, model


def test_everything_that_is_registered_has_its_place_beside_the_page(house: House) -> None:
    request = entered(house, house.alpha).get(reverse("admin:index")).wsgi_request
    links = [str(item["link"]) for group in navigation(request) for item in group["items"]]
    assert len(links) == len(set(links))
    for model in admin.site._registry:
        assert reverse(f"admin:{name_of(model)}_changelist") in links, model


def test_every_row_has_its_page_and_every_list_few_queries(
    house: House, rows: dict[type[Model], Model], django_assert_max_num_queries: Any
) -> None:
    client = entered(house, house.alpha)
    for model in rows:
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(reverse(f"admin:{name_of(model)}_changelist"))
    for model, row in rows.items():
        answer = client.get(reverse(f"admin:{name_of(model)}_change", args=[row.pk]))
        assert answer.status_code == 200, model
