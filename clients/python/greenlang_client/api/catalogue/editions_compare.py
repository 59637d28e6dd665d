from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.compared_page import ComparedPage
from ...models.editions_compare_change import (
    EditionsCompareChange,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    category: str | Unset = UNSET,
    change: EditionsCompareChange | Unset = UNSET,
    cursor: str | Unset = UNSET,
    from_: str,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    to: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["category"] = category

    json_change: str | Unset = UNSET
    if not isinstance(change, Unset):
        json_change = change

    params["change"] = json_change

    params["cursor"] = cursor

    params["from"] = from_

    params["limit"] = limit

    params["q"] = q

    params["to"] = to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/editions/comparison",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ComparedPage | Problem | None:
    if response.status_code == 200:
        response_200 = ComparedPage.from_dict(response.json())

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ComparedPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareChange | Unset = UNSET,
    cursor: str | Unset = UNSET,
    from_: str,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    to: str,
) -> Response[ComparedPage | Problem]:
    """Compare two editions

     The largest changes first.

    Args:
        category (str | Unset):
        change (EditionsCompareChange | Unset):
        cursor (str | Unset):
        from_ (str):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ComparedPage | Problem]
    """

    kwargs = _get_kwargs(
        category=category,
        change=change,
        cursor=cursor,
        from_=from_,
        limit=limit,
        q=q,
        to=to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareChange | Unset = UNSET,
    cursor: str | Unset = UNSET,
    from_: str,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    to: str,
) -> ComparedPage | Problem | None:
    """Compare two editions

     The largest changes first.

    Args:
        category (str | Unset):
        change (EditionsCompareChange | Unset):
        cursor (str | Unset):
        from_ (str):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ComparedPage | Problem
    """

    return sync_detailed(
        client=client,
        category=category,
        change=change,
        cursor=cursor,
        from_=from_,
        limit=limit,
        q=q,
        to=to,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareChange | Unset = UNSET,
    cursor: str | Unset = UNSET,
    from_: str,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    to: str,
) -> Response[ComparedPage | Problem]:
    """Compare two editions

     The largest changes first.

    Args:
        category (str | Unset):
        change (EditionsCompareChange | Unset):
        cursor (str | Unset):
        from_ (str):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ComparedPage | Problem]
    """

    kwargs = _get_kwargs(
        category=category,
        change=change,
        cursor=cursor,
        from_=from_,
        limit=limit,
        q=q,
        to=to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareChange | Unset = UNSET,
    cursor: str | Unset = UNSET,
    from_: str,
    limit: int | Unset = 50,
    q: str | Unset = UNSET,
    to: str,
) -> ComparedPage | Problem | None:
    """Compare two editions

     The largest changes first.

    Args:
        category (str | Unset):
        change (EditionsCompareChange | Unset):
        cursor (str | Unset):
        from_ (str):
        limit (int | Unset):  Default: 50.
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ComparedPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            category=category,
            change=change,
            cursor=cursor,
            from_=from_,
            limit=limit,
            q=q,
            to=to,
        )
    ).parsed
