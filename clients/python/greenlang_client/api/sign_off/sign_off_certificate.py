from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sign_off_certificate_response_200 import SignOffCertificateResponse200
from ...types import Response


def _get_kwargs(
    step_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sign-offs/{step_id}/certificate".format(
            step_id=quote(str(step_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SignOffCertificateResponse200 | None:
    if response.status_code == 200:
        response_200 = SignOffCertificateResponse200.from_dict(response.json())

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
) -> Response[Problem | SignOffCertificateResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    step_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SignOffCertificateResponse200]:
    """Download the certificate of a signed round

     The statement that was signed, and the rotations that show whose key signed it.

    Args:
        step_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignOffCertificateResponse200]
    """

    kwargs = _get_kwargs(
        step_id=step_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    step_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Problem | SignOffCertificateResponse200 | None:
    """Download the certificate of a signed round

     The statement that was signed, and the rotations that show whose key signed it.

    Args:
        step_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignOffCertificateResponse200
    """

    return sync_detailed(
        step_id=step_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    step_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SignOffCertificateResponse200]:
    """Download the certificate of a signed round

     The statement that was signed, and the rotations that show whose key signed it.

    Args:
        step_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignOffCertificateResponse200]
    """

    kwargs = _get_kwargs(
        step_id=step_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    step_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Problem | SignOffCertificateResponse200 | None:
    """Download the certificate of a signed round

     The statement that was signed, and the rotations that show whose key signed it.

    Args:
        step_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignOffCertificateResponse200
    """

    return (
        await asyncio_detailed(
            step_id=step_id,
            client=client,
        )
    ).parsed
