from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.candidates_document import CandidatesDocument
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    group_id: UUID,
    *,
    q: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/mapping-groups/{group_id}/candidates".format(
            group_id=quote(str(group_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CandidatesDocument | Problem | None:
    if response.status_code == 200:
        response_200 = CandidatesDocument.from_dict(response.json())

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

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CandidatesDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    group_id: UUID,
    *,
    client: AuthenticatedClient,
    q: str,
) -> Response[CandidatesDocument | Problem]:
    """Look for other factors for a group

     At most twenty, each tried with its agent; accept one with the same words as ``search``.

    Args:
        group_id (UUID):
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CandidatesDocument | Problem]
    """

    kwargs = _get_kwargs(
        group_id=group_id,
        q=q,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    group_id: UUID,
    *,
    client: AuthenticatedClient,
    q: str,
) -> CandidatesDocument | Problem | None:
    """Look for other factors for a group

     At most twenty, each tried with its agent; accept one with the same words as ``search``.

    Args:
        group_id (UUID):
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CandidatesDocument | Problem
    """

    return sync_detailed(
        group_id=group_id,
        client=client,
        q=q,
    ).parsed


async def asyncio_detailed(
    group_id: UUID,
    *,
    client: AuthenticatedClient,
    q: str,
) -> Response[CandidatesDocument | Problem]:
    """Look for other factors for a group

     At most twenty, each tried with its agent; accept one with the same words as ``search``.

    Args:
        group_id (UUID):
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CandidatesDocument | Problem]
    """

    kwargs = _get_kwargs(
        group_id=group_id,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    group_id: UUID,
    *,
    client: AuthenticatedClient,
    q: str,
) -> CandidatesDocument | Problem | None:
    """Look for other factors for a group

     At most twenty, each tried with its agent; accept one with the same words as ``search``.

    Args:
        group_id (UUID):
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CandidatesDocument | Problem
    """

    return (
        await asyncio_detailed(
            group_id=group_id,
            client=client,
            q=q,
        )
    ).parsed
