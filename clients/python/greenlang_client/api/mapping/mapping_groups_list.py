from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.mapping_group_page import MappingGroupPage
from ...models.mapping_groups_list_state import (
    MappingGroupsListState,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    period_id: UUID,
    *,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: MappingGroupsListState | Unset = "open",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["limit"] = limit

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/periods/{period_id}/mapping-groups".format(
            period_id=quote(str(period_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MappingGroupPage | Problem | None:
    if response.status_code == 200:
        response_200 = MappingGroupPage.from_dict(response.json())

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

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MappingGroupPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: MappingGroupsListState | Unset = "open",
) -> Response[MappingGroupPage | Problem]:
    """List groups of rows to be mapped

     Those that weigh most first, each with its candidates.

    Args:
        period_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (MappingGroupsListState | Unset):  Default: 'open'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MappingGroupPage | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
        cursor=cursor,
        limit=limit,
        state=state,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: MappingGroupsListState | Unset = "open",
) -> MappingGroupPage | Problem | None:
    """List groups of rows to be mapped

     Those that weigh most first, each with its candidates.

    Args:
        period_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (MappingGroupsListState | Unset):  Default: 'open'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MappingGroupPage | Problem
    """

    return sync_detailed(
        period_id=period_id,
        client=client,
        cursor=cursor,
        limit=limit,
        state=state,
    ).parsed


async def asyncio_detailed(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: MappingGroupsListState | Unset = "open",
) -> Response[MappingGroupPage | Problem]:
    """List groups of rows to be mapped

     Those that weigh most first, each with its candidates.

    Args:
        period_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (MappingGroupsListState | Unset):  Default: 'open'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MappingGroupPage | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
        cursor=cursor,
        limit=limit,
        state=state,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    limit: int | Unset = 50,
    state: MappingGroupsListState | Unset = "open",
) -> MappingGroupPage | Problem | None:
    """List groups of rows to be mapped

     Those that weigh most first, each with its candidates.

    Args:
        period_id (UUID):
        cursor (str | Unset):
        limit (int | Unset):  Default: 50.
        state (MappingGroupsListState | Unset):  Default: 'open'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MappingGroupPage | Problem
    """

    return (
        await asyncio_detailed(
            period_id=period_id,
            client=client,
            cursor=cursor,
            limit=limit,
            state=state,
        )
    ).parsed
