from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.ready_made_list_area import ReadyMadeListArea
from ...models.ready_made_packs import ReadyMadePacks
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    area: ReadyMadeListArea | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_area: str | Unset = UNSET
    if not isinstance(area, Unset):
        json_area = area

    params["area"] = json_area

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/ready-made-packs",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ReadyMadePacks | None:
    if response.status_code == 200:
        response_200 = ReadyMadePacks.from_dict(response.json())

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

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ReadyMadePacks]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    area: ReadyMadeListArea | Unset = UNSET,
) -> Response[Problem | ReadyMadePacks]:
    """List ready-made packs

     By scope and name, all at once: as many as come with the product.

    Args:
        area (ReadyMadeListArea | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadyMadePacks]
    """

    kwargs = _get_kwargs(
        area=area,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    area: ReadyMadeListArea | Unset = UNSET,
) -> Problem | ReadyMadePacks | None:
    """List ready-made packs

     By scope and name, all at once: as many as come with the product.

    Args:
        area (ReadyMadeListArea | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadyMadePacks
    """

    return sync_detailed(
        client=client,
        area=area,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    area: ReadyMadeListArea | Unset = UNSET,
) -> Response[Problem | ReadyMadePacks]:
    """List ready-made packs

     By scope and name, all at once: as many as come with the product.

    Args:
        area (ReadyMadeListArea | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadyMadePacks]
    """

    kwargs = _get_kwargs(
        area=area,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    area: ReadyMadeListArea | Unset = UNSET,
) -> Problem | ReadyMadePacks | None:
    """List ready-made packs

     By scope and name, all at once: as many as come with the product.

    Args:
        area (ReadyMadeListArea | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadyMadePacks
    """

    return (
        await asyncio_detailed(
            client=client,
            area=area,
        )
    ).parsed
