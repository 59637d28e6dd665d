from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.factor_page import FactorPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    category: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["category"] = category

    params["cursor"] = cursor

    params["edition"] = edition

    params["gas"] = gas

    params["limit"] = limit

    params["q"] = q

    params["region"] = region

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/factors",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | FactorPage | Problem | None:
    if response.status_code == 200:
        response_200 = FactorPage.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | FactorPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    category: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | FactorPage | Problem]:
    """In the order in which they were imported.

    Args:
        category (str | Unset):
        cursor (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        region (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FactorPage | Problem]
    """

    kwargs = _get_kwargs(
        category=category,
        cursor=cursor,
        edition=edition,
        gas=gas,
        limit=limit,
        q=q,
        region=region,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    category: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | FactorPage | Problem | None:
    """In the order in which they were imported.

    Args:
        category (str | Unset):
        cursor (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        region (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FactorPage | Problem
    """

    return sync_detailed(
        client=client,
        category=category,
        cursor=cursor,
        edition=edition,
        gas=gas,
        limit=limit,
        q=q,
        region=region,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    category: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | FactorPage | Problem]:
    """In the order in which they were imported.

    Args:
        category (str | Unset):
        cursor (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        region (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FactorPage | Problem]
    """

    kwargs = _get_kwargs(
        category=category,
        cursor=cursor,
        edition=edition,
        gas=gas,
        limit=limit,
        q=q,
        region=region,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    category: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | FactorPage | Problem | None:
    """In the order in which they were imported.

    Args:
        category (str | Unset):
        cursor (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        region (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FactorPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            category=category,
            cursor=cursor,
            edition=edition,
            gas=gas,
            limit=limit,
            q=q,
            region=region,
            if_none_match=if_none_match,
        )
    ).parsed
