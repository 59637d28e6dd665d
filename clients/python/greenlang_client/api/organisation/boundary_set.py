from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.boundary_document import BoundaryDocument
from ...models.boundary_request import BoundaryRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    entity_id: UUID,
    *,
    body: BoundaryRequest,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/entities/{entity_id}/boundary".format(
            entity_id=quote(str(entity_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BoundaryDocument | Problem | None:
    if response.status_code == 200:
        response_200 = BoundaryDocument.from_dict(response.json())

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
) -> Response[BoundaryDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    entity_id: UUID,
    *,
    client: AuthenticatedClient,
    body: BoundaryRequest,
    if_match: str,
) -> Response[BoundaryDocument | Problem]:
    """Set a company's boundary and base year

     It holds for the company and every entity below it.

    Args:
        entity_id (UUID):
        if_match (str):
        body (BoundaryRequest): The whole of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BoundaryDocument | Problem]
    """

    kwargs = _get_kwargs(
        entity_id=entity_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    entity_id: UUID,
    *,
    client: AuthenticatedClient,
    body: BoundaryRequest,
    if_match: str,
) -> BoundaryDocument | Problem | None:
    """Set a company's boundary and base year

     It holds for the company and every entity below it.

    Args:
        entity_id (UUID):
        if_match (str):
        body (BoundaryRequest): The whole of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BoundaryDocument | Problem
    """

    return sync_detailed(
        entity_id=entity_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    entity_id: UUID,
    *,
    client: AuthenticatedClient,
    body: BoundaryRequest,
    if_match: str,
) -> Response[BoundaryDocument | Problem]:
    """Set a company's boundary and base year

     It holds for the company and every entity below it.

    Args:
        entity_id (UUID):
        if_match (str):
        body (BoundaryRequest): The whole of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BoundaryDocument | Problem]
    """

    kwargs = _get_kwargs(
        entity_id=entity_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    entity_id: UUID,
    *,
    client: AuthenticatedClient,
    body: BoundaryRequest,
    if_match: str,
) -> BoundaryDocument | Problem | None:
    """Set a company's boundary and base year

     It holds for the company and every entity below it.

    Args:
        entity_id (UUID):
        if_match (str):
        body (BoundaryRequest): The whole of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BoundaryDocument | Problem
    """

    return (
        await asyncio_detailed(
            entity_id=entity_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
