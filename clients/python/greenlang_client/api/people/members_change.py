from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.member_document import MemberDocument
from ...models.member_request import MemberRequest
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    membership_id: UUID,
    *,
    body: MemberRequest,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/members/{membership_id}".format(
            membership_id=quote(str(membership_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MemberDocument | Problem | None:
    if response.status_code == 200:
        response_200 = MemberDocument.from_dict(response.json())

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
) -> Response[MemberDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    membership_id: UUID,
    *,
    client: AuthenticatedClient,
    body: MemberRequest,
    if_match: str | Unset = UNSET,
) -> Response[MemberDocument | Problem]:
    """Give a member another role

     Another role, at once; an organisation keeps one admin at least.

    Args:
        membership_id (UUID):
        if_match (str | Unset):
        body (MemberRequest): A member's role.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MemberDocument | Problem]
    """

    kwargs = _get_kwargs(
        membership_id=membership_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    membership_id: UUID,
    *,
    client: AuthenticatedClient,
    body: MemberRequest,
    if_match: str | Unset = UNSET,
) -> MemberDocument | Problem | None:
    """Give a member another role

     Another role, at once; an organisation keeps one admin at least.

    Args:
        membership_id (UUID):
        if_match (str | Unset):
        body (MemberRequest): A member's role.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MemberDocument | Problem
    """

    return sync_detailed(
        membership_id=membership_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    membership_id: UUID,
    *,
    client: AuthenticatedClient,
    body: MemberRequest,
    if_match: str | Unset = UNSET,
) -> Response[MemberDocument | Problem]:
    """Give a member another role

     Another role, at once; an organisation keeps one admin at least.

    Args:
        membership_id (UUID):
        if_match (str | Unset):
        body (MemberRequest): A member's role.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MemberDocument | Problem]
    """

    kwargs = _get_kwargs(
        membership_id=membership_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    membership_id: UUID,
    *,
    client: AuthenticatedClient,
    body: MemberRequest,
    if_match: str | Unset = UNSET,
) -> MemberDocument | Problem | None:
    """Give a member another role

     Another role, at once; an organisation keeps one admin at least.

    Args:
        membership_id (UUID):
        if_match (str | Unset):
        body (MemberRequest): A member's role.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MemberDocument | Problem
    """

    return (
        await asyncio_detailed(
            membership_id=membership_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
