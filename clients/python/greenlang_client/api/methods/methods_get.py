from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.method_document import MethodDocument
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    method_id: str,
    *,
    version: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["version"] = version

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/methods/{method_id}".format(
            method_id=quote(str(method_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | MethodDocument | Problem | None:
    if response.status_code == 200:
        response_200 = MethodDocument.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | MethodDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    method_id: str,
    *,
    client: AuthenticatedClient | Client,
    version: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | MethodDocument | Problem]:
    """By its id, ``stationary-combustion/energy``; spend in other money as ``…/spend-based/EUR-2024``.

    Args:
        method_id (str):
        version (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | MethodDocument | Problem]
    """

    kwargs = _get_kwargs(
        method_id=method_id,
        version=version,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    method_id: str,
    *,
    client: AuthenticatedClient | Client,
    version: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | MethodDocument | Problem | None:
    """By its id, ``stationary-combustion/energy``; spend in other money as ``…/spend-based/EUR-2024``.

    Args:
        method_id (str):
        version (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | MethodDocument | Problem
    """

    return sync_detailed(
        method_id=method_id,
        client=client,
        version=version,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    method_id: str,
    *,
    client: AuthenticatedClient | Client,
    version: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | MethodDocument | Problem]:
    """By its id, ``stationary-combustion/energy``; spend in other money as ``…/spend-based/EUR-2024``.

    Args:
        method_id (str):
        version (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | MethodDocument | Problem]
    """

    kwargs = _get_kwargs(
        method_id=method_id,
        version=version,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    method_id: str,
    *,
    client: AuthenticatedClient | Client,
    version: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | MethodDocument | Problem | None:
    """By its id, ``stationary-combustion/energy``; spend in other money as ``…/spend-based/EUR-2024``.

    Args:
        method_id (str):
        version (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | MethodDocument | Problem
    """

    return (
        await asyncio_detailed(
            method_id=method_id,
            client=client,
            version=version,
            if_none_match=if_none_match,
        )
    ).parsed
