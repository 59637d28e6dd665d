from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.site_page import SitePage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    json_entity_id: str | Unset = UNSET
    if not isinstance(entity_id, Unset):
        json_entity_id = str(entity_id)
    params["entity_id"] = json_entity_id

    params["limit"] = limit

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sites",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SitePage | None:
    if response.status_code == 200:
        response_200 = SitePage.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | SitePage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
) -> Response[Problem | SitePage]:
    """List sites

     By name.

    Args:
        cursor (str | Unset):
        entity_id (UUID | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SitePage]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        entity_id=entity_id,
        limit=limit,
        q=q,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
) -> Problem | SitePage | None:
    """List sites

     By name.

    Args:
        cursor (str | Unset):
        entity_id (UUID | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SitePage
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        entity_id=entity_id,
        limit=limit,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
) -> Response[Problem | SitePage]:
    """List sites

     By name.

    Args:
        cursor (str | Unset):
        entity_id (UUID | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SitePage]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        entity_id=entity_id,
        limit=limit,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    entity_id: UUID | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
) -> Problem | SitePage | None:
    """List sites

     By name.

    Args:
        cursor (str | Unset):
        entity_id (UUID | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SitePage
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            entity_id=entity_id,
            limit=limit,
            q=q,
        )
    ).parsed
