from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sharing_document import SharingDocument
from ...models.sharing_request import SharingRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    footprint_id: UUID,
    *,
    body: SharingRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/product-footprints/{footprint_id}/sharing".format(
            footprint_id=quote(str(footprint_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SharingDocument | None:
    if response.status_code == 200:
        response_200 = SharingDocument.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 411:
        response_411 = Problem.from_dict(response.json())

        return response_411

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 428:
        response_428 = Problem.from_dict(response.json())

        return response_428

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SharingDocument]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    footprint_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SharingRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[Problem | SharingDocument]:
    """Share it with every partner, with those that are named and no others, or with none.

    Args:
        footprint_id (UUID):
        if_match (str | Unset):
        body (SharingRequest | Unset): Every partner, or those that are named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SharingDocument]
    """

    kwargs = _get_kwargs(
        footprint_id=footprint_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    footprint_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SharingRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Problem | SharingDocument | None:
    """Share it with every partner, with those that are named and no others, or with none.

    Args:
        footprint_id (UUID):
        if_match (str | Unset):
        body (SharingRequest | Unset): Every partner, or those that are named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SharingDocument
    """

    return sync_detailed(
        footprint_id=footprint_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    footprint_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SharingRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[Problem | SharingDocument]:
    """Share it with every partner, with those that are named and no others, or with none.

    Args:
        footprint_id (UUID):
        if_match (str | Unset):
        body (SharingRequest | Unset): Every partner, or those that are named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SharingDocument]
    """

    kwargs = _get_kwargs(
        footprint_id=footprint_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    footprint_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SharingRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Problem | SharingDocument | None:
    """Share it with every partner, with those that are named and no others, or with none.

    Args:
        footprint_id (UUID):
        if_match (str | Unset):
        body (SharingRequest | Unset): Every partner, or those that are named.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SharingDocument
    """

    return (
        await asyncio_detailed(
            footprint_id=footprint_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
