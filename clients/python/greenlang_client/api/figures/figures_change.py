from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.figure_change_document import FigureChangeDocument
from ...models.figures_change_against import (
    FiguresChangeAgainst,
)
from ...models.figures_change_basis import (
    FiguresChangeBasis,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    period_id: UUID,
    *,
    against: FiguresChangeAgainst | Unset = "last",
    basis: FiguresChangeBasis | Unset = "location",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_against: str | Unset = UNSET
    if not isinstance(against, Unset):
        json_against = against

    params["against"] = json_against

    json_basis: str | Unset = UNSET
    if not isinstance(basis, Unset):
        json_basis = basis

    params["basis"] = json_basis

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/periods/{period_id}/change".format(
            period_id=quote(str(period_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FigureChangeDocument | Problem | None:
    if response.status_code == 200:
        response_200 = FigureChangeDocument.from_dict(response.json())

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
) -> Response[FigureChangeDocument | Problem]:
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
    against: FiguresChangeAgainst | Unset = "last",
    basis: FiguresChangeBasis | Unset = "location",
) -> Response[FigureChangeDocument | Problem]:
    """Read what moved a period's total

     The bridge from an earlier period, effect by effect and source by source; 404 where there is none.

    Args:
        period_id (UUID):
        against (FiguresChangeAgainst | Unset):  Default: 'last'.
        basis (FiguresChangeBasis | Unset):  Default: 'location'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FigureChangeDocument | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
        against=against,
        basis=basis,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    against: FiguresChangeAgainst | Unset = "last",
    basis: FiguresChangeBasis | Unset = "location",
) -> FigureChangeDocument | Problem | None:
    """Read what moved a period's total

     The bridge from an earlier period, effect by effect and source by source; 404 where there is none.

    Args:
        period_id (UUID):
        against (FiguresChangeAgainst | Unset):  Default: 'last'.
        basis (FiguresChangeBasis | Unset):  Default: 'location'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FigureChangeDocument | Problem
    """

    return sync_detailed(
        period_id=period_id,
        client=client,
        against=against,
        basis=basis,
    ).parsed


async def asyncio_detailed(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    against: FiguresChangeAgainst | Unset = "last",
    basis: FiguresChangeBasis | Unset = "location",
) -> Response[FigureChangeDocument | Problem]:
    """Read what moved a period's total

     The bridge from an earlier period, effect by effect and source by source; 404 where there is none.

    Args:
        period_id (UUID):
        against (FiguresChangeAgainst | Unset):  Default: 'last'.
        basis (FiguresChangeBasis | Unset):  Default: 'location'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FigureChangeDocument | Problem]
    """

    kwargs = _get_kwargs(
        period_id=period_id,
        against=against,
        basis=basis,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    period_id: UUID,
    *,
    client: AuthenticatedClient,
    against: FiguresChangeAgainst | Unset = "last",
    basis: FiguresChangeBasis | Unset = "location",
) -> FigureChangeDocument | Problem | None:
    """Read what moved a period's total

     The bridge from an earlier period, effect by effect and source by source; 404 where there is none.

    Args:
        period_id (UUID):
        against (FiguresChangeAgainst | Unset):  Default: 'last'.
        basis (FiguresChangeBasis | Unset):  Default: 'location'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FigureChangeDocument | Problem
    """

    return (
        await asyncio_detailed(
            period_id=period_id,
            client=client,
            against=against,
            basis=basis,
        )
    ).parsed
