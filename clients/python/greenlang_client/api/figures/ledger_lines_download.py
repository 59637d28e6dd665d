from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ledger_lines_download_method import (
    LedgerLinesDownloadMethod,
)
from ...models.ledger_lines_download_scope import (
    LedgerLinesDownloadScope,
)
from ...models.ledger_lines_download_state import (
    LedgerLinesDownloadState,
)
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    extension: str,
    *,
    activity: str | Unset = UNSET,
    agent: str | Unset = UNSET,
    category: str | Unset = UNSET,
    country: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    gas: str | Unset = UNSET,
    method: LedgerLinesDownloadMethod | Unset = UNSET,
    month: str | Unset = UNSET,
    period_id: UUID | Unset = UNSET,
    scope: LedgerLinesDownloadScope | Unset = UNSET,
    search: str | Unset = UNSET,
    site_id: UUID | Unset = UNSET,
    source: str | Unset = UNSET,
    state: LedgerLinesDownloadState | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["activity"] = activity

    params["agent"] = agent

    params["category"] = category

    params["country"] = country

    json_entity_id: str | Unset = UNSET
    if not isinstance(entity_id, Unset):
        json_entity_id = str(entity_id)
    params["entity_id"] = json_entity_id

    params["gas"] = gas

    json_method: str | Unset = UNSET
    if not isinstance(method, Unset):
        json_method = method

    params["method"] = json_method

    params["month"] = month

    json_period_id: str | Unset = UNSET
    if not isinstance(period_id, Unset):
        json_period_id = str(period_id)
    params["period_id"] = json_period_id

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope

    params["scope"] = json_scope

    params["search"] = search

    json_site_id: str | Unset = UNSET
    if not isinstance(site_id, Unset):
        json_site_id = str(site_id)
    params["site_id"] = json_site_id

    params["source"] = source

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/ledger/lines.{extension}".format(
            extension=quote(str(extension), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    extension: str,
    *,
    client: AuthenticatedClient,
    activity: str | Unset = UNSET,
    agent: str | Unset = UNSET,
    category: str | Unset = UNSET,
    country: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    gas: str | Unset = UNSET,
    method: LedgerLinesDownloadMethod | Unset = UNSET,
    month: str | Unset = UNSET,
    period_id: UUID | Unset = UNSET,
    scope: LedgerLinesDownloadScope | Unset = UNSET,
    search: str | Unset = UNSET,
    site_id: UUID | Unset = UNSET,
    source: str | Unset = UNSET,
    state: LedgerLinesDownloadState | Unset = UNSET,
) -> Response[File | Problem]:
    """Download lines of the ledger

     What the filters leave, newest first: up to 100,000 as CSV, 20,000 as Excel.

    Args:
        extension (str):
        activity (str | Unset):
        agent (str | Unset):
        category (str | Unset):
        country (str | Unset):
        entity_id (UUID | Unset):
        gas (str | Unset):
        method (LedgerLinesDownloadMethod | Unset):
        month (str | Unset):
        period_id (UUID | Unset):
        scope (LedgerLinesDownloadScope | Unset):
        search (str | Unset):
        site_id (UUID | Unset):
        source (str | Unset):
        state (LedgerLinesDownloadState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        extension=extension,
        activity=activity,
        agent=agent,
        category=category,
        country=country,
        entity_id=entity_id,
        gas=gas,
        method=method,
        month=month,
        period_id=period_id,
        scope=scope,
        search=search,
        site_id=site_id,
        source=source,
        state=state,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    extension: str,
    *,
    client: AuthenticatedClient,
    activity: str | Unset = UNSET,
    agent: str | Unset = UNSET,
    category: str | Unset = UNSET,
    country: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    gas: str | Unset = UNSET,
    method: LedgerLinesDownloadMethod | Unset = UNSET,
    month: str | Unset = UNSET,
    period_id: UUID | Unset = UNSET,
    scope: LedgerLinesDownloadScope | Unset = UNSET,
    search: str | Unset = UNSET,
    site_id: UUID | Unset = UNSET,
    source: str | Unset = UNSET,
    state: LedgerLinesDownloadState | Unset = UNSET,
) -> File | Problem | None:
    """Download lines of the ledger

     What the filters leave, newest first: up to 100,000 as CSV, 20,000 as Excel.

    Args:
        extension (str):
        activity (str | Unset):
        agent (str | Unset):
        category (str | Unset):
        country (str | Unset):
        entity_id (UUID | Unset):
        gas (str | Unset):
        method (LedgerLinesDownloadMethod | Unset):
        month (str | Unset):
        period_id (UUID | Unset):
        scope (LedgerLinesDownloadScope | Unset):
        search (str | Unset):
        site_id (UUID | Unset):
        source (str | Unset):
        state (LedgerLinesDownloadState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        extension=extension,
        client=client,
        activity=activity,
        agent=agent,
        category=category,
        country=country,
        entity_id=entity_id,
        gas=gas,
        method=method,
        month=month,
        period_id=period_id,
        scope=scope,
        search=search,
        site_id=site_id,
        source=source,
        state=state,
    ).parsed


async def asyncio_detailed(
    extension: str,
    *,
    client: AuthenticatedClient,
    activity: str | Unset = UNSET,
    agent: str | Unset = UNSET,
    category: str | Unset = UNSET,
    country: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    gas: str | Unset = UNSET,
    method: LedgerLinesDownloadMethod | Unset = UNSET,
    month: str | Unset = UNSET,
    period_id: UUID | Unset = UNSET,
    scope: LedgerLinesDownloadScope | Unset = UNSET,
    search: str | Unset = UNSET,
    site_id: UUID | Unset = UNSET,
    source: str | Unset = UNSET,
    state: LedgerLinesDownloadState | Unset = UNSET,
) -> Response[File | Problem]:
    """Download lines of the ledger

     What the filters leave, newest first: up to 100,000 as CSV, 20,000 as Excel.

    Args:
        extension (str):
        activity (str | Unset):
        agent (str | Unset):
        category (str | Unset):
        country (str | Unset):
        entity_id (UUID | Unset):
        gas (str | Unset):
        method (LedgerLinesDownloadMethod | Unset):
        month (str | Unset):
        period_id (UUID | Unset):
        scope (LedgerLinesDownloadScope | Unset):
        search (str | Unset):
        site_id (UUID | Unset):
        source (str | Unset):
        state (LedgerLinesDownloadState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        extension=extension,
        activity=activity,
        agent=agent,
        category=category,
        country=country,
        entity_id=entity_id,
        gas=gas,
        method=method,
        month=month,
        period_id=period_id,
        scope=scope,
        search=search,
        site_id=site_id,
        source=source,
        state=state,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    extension: str,
    *,
    client: AuthenticatedClient,
    activity: str | Unset = UNSET,
    agent: str | Unset = UNSET,
    category: str | Unset = UNSET,
    country: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    gas: str | Unset = UNSET,
    method: LedgerLinesDownloadMethod | Unset = UNSET,
    month: str | Unset = UNSET,
    period_id: UUID | Unset = UNSET,
    scope: LedgerLinesDownloadScope | Unset = UNSET,
    search: str | Unset = UNSET,
    site_id: UUID | Unset = UNSET,
    source: str | Unset = UNSET,
    state: LedgerLinesDownloadState | Unset = UNSET,
) -> File | Problem | None:
    """Download lines of the ledger

     What the filters leave, newest first: up to 100,000 as CSV, 20,000 as Excel.

    Args:
        extension (str):
        activity (str | Unset):
        agent (str | Unset):
        category (str | Unset):
        country (str | Unset):
        entity_id (UUID | Unset):
        gas (str | Unset):
        method (LedgerLinesDownloadMethod | Unset):
        month (str | Unset):
        period_id (UUID | Unset):
        scope (LedgerLinesDownloadScope | Unset):
        search (str | Unset):
        site_id (UUID | Unset):
        source (str | Unset):
        state (LedgerLinesDownloadState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            extension=extension,
            client=client,
            activity=activity,
            agent=agent,
            category=category,
            country=country,
            entity_id=entity_id,
            gas=gas,
            method=method,
            month=month,
            period_id=period_id,
            scope=scope,
            search=search,
            site_id=site_id,
            source=source,
            state=state,
        )
    ).parsed
