from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sample_with_summary import SampleWithSummary
from ...types import Response


def _get_kwargs(
    sample_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/samples/{sample_id}".format(
            sample_id=quote(str(sample_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SampleWithSummary | None:
    if response.status_code == 200:
        response_200 = SampleWithSummary.from_dict(response.json())

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
) -> Response[Problem | SampleWithSummary]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sample_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SampleWithSummary]:
    """Read a sample

     How it was drawn, and what its conclusions come to.

    Args:
        sample_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SampleWithSummary]
    """

    kwargs = _get_kwargs(
        sample_id=sample_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    sample_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Problem | SampleWithSummary | None:
    """Read a sample

     How it was drawn, and what its conclusions come to.

    Args:
        sample_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SampleWithSummary
    """

    return sync_detailed(
        sample_id=sample_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    sample_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | SampleWithSummary]:
    """Read a sample

     How it was drawn, and what its conclusions come to.

    Args:
        sample_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SampleWithSummary]
    """

    kwargs = _get_kwargs(
        sample_id=sample_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    sample_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Problem | SampleWithSummary | None:
    """Read a sample

     How it was drawn, and what its conclusions come to.

    Args:
        sample_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SampleWithSummary
    """

    return (
        await asyncio_detailed(
            sample_id=sample_id,
            client=client,
        )
    ).parsed
