from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    category: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    licence: str | Unset = UNSET,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    source: str | Unset = UNSET,
    year: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["category"] = category

    params["edition"] = edition

    params["gas"] = gas

    params["licence"] = licence

    params["q"] = q

    params["region"] = region

    params["source"] = source

    params["year"] = year

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/factors.csv",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = cast(str, response.content)
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
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
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    licence: str | Unset = UNSET,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    source: str | Unset = UNSET,
    year: str | Unset = UNSET,
) -> Response[Problem | str]:
    """Download published factors as CSV

     By category, activity and edition. A value whose licence is not established is left out, and that is
    said.

    Args:
        category (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        licence (str | Unset):
        q (str | Unset):
        region (str | Unset):
        source (str | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        category=category,
        edition=edition,
        gas=gas,
        licence=licence,
        q=q,
        region=region,
        source=source,
        year=year,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    licence: str | Unset = UNSET,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    source: str | Unset = UNSET,
    year: str | Unset = UNSET,
) -> Problem | str | None:
    """Download published factors as CSV

     By category, activity and edition. A value whose licence is not established is left out, and that is
    said.

    Args:
        category (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        licence (str | Unset):
        q (str | Unset):
        region (str | Unset):
        source (str | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        client=client,
        category=category,
        edition=edition,
        gas=gas,
        licence=licence,
        q=q,
        region=region,
        source=source,
        year=year,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    licence: str | Unset = UNSET,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    source: str | Unset = UNSET,
    year: str | Unset = UNSET,
) -> Response[Problem | str]:
    """Download published factors as CSV

     By category, activity and edition. A value whose licence is not established is left out, and that is
    said.

    Args:
        category (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        licence (str | Unset):
        q (str | Unset):
        region (str | Unset):
        source (str | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        category=category,
        edition=edition,
        gas=gas,
        licence=licence,
        q=q,
        region=region,
        source=source,
        year=year,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    edition: str | Unset = UNSET,
    gas: str | Unset = UNSET,
    licence: str | Unset = UNSET,
    q: str | Unset = UNSET,
    region: str | Unset = UNSET,
    source: str | Unset = UNSET,
    year: str | Unset = UNSET,
) -> Problem | str | None:
    """Download published factors as CSV

     By category, activity and edition. A value whose licence is not established is left out, and that is
    said.

    Args:
        category (str | Unset):
        edition (str | Unset):
        gas (str | Unset):
        licence (str | Unset):
        q (str | Unset):
        region (str | Unset):
        source (str | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            client=client,
            category=category,
            edition=edition,
            gas=gas,
            licence=licence,
            q=q,
            region=region,
            source=source,
            year=year,
        )
    ).parsed
