from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ledger_totals import LedgerTotals
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    *,
    period_id: UUID,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_period_id = str(period_id)
    params["period_id"] = json_period_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/ledger/totals",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LedgerTotals | Problem | None:
    if response.status_code == 200:
        response_200 = LedgerTotals.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[LedgerTotals | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    period_id: UUID,
) -> Response[LedgerTotals | Problem]:
    """The calculations that count, by scope and gas; biogenic CO2, HCFCs and CFCs apart.

    Args:
        period_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LedgerTotals | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    period_id: UUID,
) -> LedgerTotals | Problem | None:
    """The calculations that count, by scope and gas; biogenic CO2, HCFCs and CFCs apart.

    Args:
        period_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LedgerTotals | Problem
    """

    return sync_detailed(
        client=client,
        period_id=period_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    period_id: UUID,
) -> Response[LedgerTotals | Problem]:
    """The calculations that count, by scope and gas; biogenic CO2, HCFCs and CFCs apart.

    Args:
        period_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LedgerTotals | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    period_id: UUID,
) -> LedgerTotals | Problem | None:
    """The calculations that count, by scope and gas; biogenic CO2, HCFCs and CFCs apart.

    Args:
        period_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LedgerTotals | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            period_id=period_id,
        )
    ).parsed
