from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.alias_document import AliasDocument
from ...models.alias_request import AliasRequest
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    agent_id: str,
    name: str,
    *,
    body: AliasRequest,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/agents/{agent_id}/aliases/{name}".format(
            agent_id=quote(str(agent_id), safe=""),
            name=quote(str(name), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AliasDocument | Problem | None:
    if response.status_code == 200:
        response_200 = AliasDocument.from_dict(response.json())

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
) -> Response[AliasDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    agent_id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: AliasRequest,
    if_match: str | Unset = UNSET,
) -> Response[AliasDocument | Problem]:
    """Let the name stand for a version, from now on.

    Args:
        agent_id (str):
        name (str):
        if_match (str | Unset):
        body (AliasRequest): Which version the name stands for, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AliasDocument | Problem]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        name=name,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    agent_id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: AliasRequest,
    if_match: str | Unset = UNSET,
) -> AliasDocument | Problem | None:
    """Let the name stand for a version, from now on.

    Args:
        agent_id (str):
        name (str):
        if_match (str | Unset):
        body (AliasRequest): Which version the name stands for, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AliasDocument | Problem
    """

    return sync_detailed(
        agent_id=agent_id,
        name=name,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    agent_id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: AliasRequest,
    if_match: str | Unset = UNSET,
) -> Response[AliasDocument | Problem]:
    """Let the name stand for a version, from now on.

    Args:
        agent_id (str):
        name (str):
        if_match (str | Unset):
        body (AliasRequest): Which version the name stands for, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AliasDocument | Problem]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        name=name,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    agent_id: str,
    name: str,
    *,
    client: AuthenticatedClient,
    body: AliasRequest,
    if_match: str | Unset = UNSET,
) -> AliasDocument | Problem | None:
    """Let the name stand for a version, from now on.

    Args:
        agent_id (str):
        name (str):
        if_match (str | Unset):
        body (AliasRequest): Which version the name stands for, and why.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AliasDocument | Problem
    """

    return (
        await asyncio_detailed(
            agent_id=agent_id,
            name=name,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
