from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.quality_document import QualityDocument
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    completeness: int | Unset = UNSET,
    market_based: bool | Unset = False,
    period_id: UUID,
    reliability: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["completeness"] = completeness

    params["market_based"] = market_based

    json_period_id = str(period_id)
    params["period_id"] = json_period_id

    params["reliability"] = reliability

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/ledger/quality",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | QualityDocument | None:
    if response.status_code == 200:
        response_200 = QualityDocument.from_dict(response.json())

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
) -> Response[Problem | QualityDocument]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    completeness: int | Unset = UNSET,
    market_based: bool | Unset = False,
    period_id: UUID,
    reliability: int | Unset = UNSET,
) -> Response[Problem | QualityDocument]:
    """Proposed pedigree scores and PACT ratings with their reasons, and their mean weighted by emissions.

    Args:
        completeness (int | Unset):
        market_based (bool | Unset):  Default: False.
        period_id (UUID):
        reliability (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | QualityDocument]
    """

    kwargs = _get_kwargs(
        completeness=completeness,
        market_based=market_based,
        period_id=period_id,
        reliability=reliability,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    completeness: int | Unset = UNSET,
    market_based: bool | Unset = False,
    period_id: UUID,
    reliability: int | Unset = UNSET,
) -> Problem | QualityDocument | None:
    """Proposed pedigree scores and PACT ratings with their reasons, and their mean weighted by emissions.

    Args:
        completeness (int | Unset):
        market_based (bool | Unset):  Default: False.
        period_id (UUID):
        reliability (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | QualityDocument
    """

    return sync_detailed(
        client=client,
        completeness=completeness,
        market_based=market_based,
        period_id=period_id,
        reliability=reliability,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    completeness: int | Unset = UNSET,
    market_based: bool | Unset = False,
    period_id: UUID,
    reliability: int | Unset = UNSET,
) -> Response[Problem | QualityDocument]:
    """Proposed pedigree scores and PACT ratings with their reasons, and their mean weighted by emissions.

    Args:
        completeness (int | Unset):
        market_based (bool | Unset):  Default: False.
        period_id (UUID):
        reliability (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | QualityDocument]
    """

    kwargs = _get_kwargs(
        completeness=completeness,
        market_based=market_based,
        period_id=period_id,
        reliability=reliability,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    completeness: int | Unset = UNSET,
    market_based: bool | Unset = False,
    period_id: UUID,
    reliability: int | Unset = UNSET,
) -> Problem | QualityDocument | None:
    """Proposed pedigree scores and PACT ratings with their reasons, and their mean weighted by emissions.

    Args:
        completeness (int | Unset):
        market_based (bool | Unset):  Default: False.
        period_id (UUID):
        reliability (int | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | QualityDocument
    """

    return (
        await asyncio_detailed(
            client=client,
            completeness=completeness,
            market_based=market_based,
            period_id=period_id,
            reliability=reliability,
        )
    ).parsed
