from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.patched_period_change_request import PatchedPeriodChangeRequest
from ...models.period_document import PeriodDocument
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    period_id: UUID,
    *,
    body: PatchedPeriodChangeRequest | Unset = UNSET,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/periods/{period_id}".format(
            period_id=quote(str(period_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PeriodDocument | Problem | None:
    if response.status_code == 200:
        response_200 = PeriodDocument.from_dict(response.json())

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
) -> Response[PeriodDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedPeriodChangeRequest | Unset = UNSET,
    if_match: str,
) -> Response[PeriodDocument | Problem]:
    """Change a period

     Once it has activity data only name and warming potentials change; once it is locked, nothing (409).

    Args:
        period_id (UUID):
        if_match (str):
        body (PatchedPeriodChangeRequest | Unset): What is to be different; what is left out
            stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PeriodDocument | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedPeriodChangeRequest | Unset = UNSET,
    if_match: str,
) -> PeriodDocument | Problem | None:
    """Change a period

     Once it has activity data only name and warming potentials change; once it is locked, nothing (409).

    Args:
        period_id (UUID):
        if_match (str):
        body (PatchedPeriodChangeRequest | Unset): What is to be different; what is left out
            stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PeriodDocument | Problem
    """

    return sync_detailed(
        period_id=period_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedPeriodChangeRequest | Unset = UNSET,
    if_match: str,
) -> Response[PeriodDocument | Problem]:
    """Change a period

     Once it has activity data only name and warming potentials change; once it is locked, nothing (409).

    Args:
        period_id (UUID):
        if_match (str):
        body (PatchedPeriodChangeRequest | Unset): What is to be different; what is left out
            stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PeriodDocument | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedPeriodChangeRequest | Unset = UNSET,
    if_match: str,
) -> PeriodDocument | Problem | None:
    """Change a period

     Once it has activity data only name and warming potentials change; once it is locked, nothing (409).

    Args:
        period_id (UUID):
        if_match (str):
        body (PatchedPeriodChangeRequest | Unset): What is to be different; what is left out
            stays.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PeriodDocument | Problem
    """

    return (
        await asyncio_detailed(
            period_id=period_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
