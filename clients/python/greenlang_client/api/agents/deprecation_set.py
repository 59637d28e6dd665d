from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.deprecation_document import DeprecationDocument
from ...models.deprecation_request import DeprecationRequest
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    agent_id: str,
    version: str,
    *,
    body: DeprecationRequest,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/agents/{agent_id}/versions/{version}/deprecation".format(
            agent_id=quote(str(agent_id), safe=""),
            version=quote(str(version), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DeprecationDocument | Problem | None:
    if response.status_code == 200:
        response_200 = DeprecationDocument.from_dict(response.json())

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
) -> Response[DeprecationDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    agent_id: str,
    version: str,
    *,
    client: AuthenticatedClient,
    body: DeprecationRequest,
    if_match: str | Unset = UNSET,
) -> Response[DeprecationDocument | Problem]:
    """Say so; its answers carry a Deprecation header from now on.

    Args:
        agent_id (str):
        version (str):
        if_match (str | Unset):
        body (DeprecationRequest): Why, what instead, since when.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeprecationDocument | Problem]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        version=version,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    agent_id: str,
    version: str,
    *,
    client: AuthenticatedClient,
    body: DeprecationRequest,
    if_match: str | Unset = UNSET,
) -> DeprecationDocument | Problem | None:
    """Say so; its answers carry a Deprecation header from now on.

    Args:
        agent_id (str):
        version (str):
        if_match (str | Unset):
        body (DeprecationRequest): Why, what instead, since when.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeprecationDocument | Problem
    """

    return sync_detailed(
        agent_id=agent_id,
        version=version,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    agent_id: str,
    version: str,
    *,
    client: AuthenticatedClient,
    body: DeprecationRequest,
    if_match: str | Unset = UNSET,
) -> Response[DeprecationDocument | Problem]:
    """Say so; its answers carry a Deprecation header from now on.

    Args:
        agent_id (str):
        version (str):
        if_match (str | Unset):
        body (DeprecationRequest): Why, what instead, since when.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeprecationDocument | Problem]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        version=version,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    agent_id: str,
    version: str,
    *,
    client: AuthenticatedClient,
    body: DeprecationRequest,
    if_match: str | Unset = UNSET,
) -> DeprecationDocument | Problem | None:
    """Say so; its answers carry a Deprecation header from now on.

    Args:
        agent_id (str):
        version (str):
        if_match (str | Unset):
        body (DeprecationRequest): Why, what instead, since when.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeprecationDocument | Problem
    """

    return (
        await asyncio_detailed(
            agent_id=agent_id,
            version=version,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
