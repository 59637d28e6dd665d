from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.calculations_certificate_response_200 import (
    CalculationsCertificateResponse200,
)
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    calculation_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/calculations/{calculation_id}/certificate".format(
            calculation_id=quote(str(calculation_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CalculationsCertificateResponse200 | Problem | None:
    if response.status_code == 200:
        response_200 = CalculationsCertificateResponse200.from_dict(response.json())

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
) -> Response[CalculationsCertificateResponse200 | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    calculation_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[CalculationsCertificateResponse200 | Problem]:
    """One file that anybody can check offline: inputs, formula, factors, ledger path, signed checkpoint.

    Args:
        calculation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalculationsCertificateResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        calculation_id=calculation_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    calculation_id: str,
    *,
    client: AuthenticatedClient,
) -> CalculationsCertificateResponse200 | Problem | None:
    """One file that anybody can check offline: inputs, formula, factors, ledger path, signed checkpoint.

    Args:
        calculation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalculationsCertificateResponse200 | Problem
    """

    return sync_detailed(
        calculation_id=calculation_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    calculation_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[CalculationsCertificateResponse200 | Problem]:
    """One file that anybody can check offline: inputs, formula, factors, ledger path, signed checkpoint.

    Args:
        calculation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CalculationsCertificateResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        calculation_id=calculation_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    calculation_id: str,
    *,
    client: AuthenticatedClient,
) -> CalculationsCertificateResponse200 | Problem | None:
    """One file that anybody can check offline: inputs, formula, factors, ledger path, signed checkpoint.

    Args:
        calculation_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CalculationsCertificateResponse200 | Problem
    """

    return (
        await asyncio_detailed(
            calculation_id=calculation_id,
            client=client,
        )
    ).parsed
