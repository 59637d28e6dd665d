from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import File, Response


def _get_kwargs(
    agent_id: str,
    version: str,
    report_id: UUID,
    extension: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/agents/{agent_id}/versions/{version}/evaluations/{report_id}/report.{extension}".format(
            agent_id=quote(str(agent_id), safe=""),
            version=quote(str(version), safe=""),
            report_id=quote(str(report_id), safe=""),
            extension=quote(str(extension), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    agent_id: str,
    version: str,
    report_id: UUID,
    extension: str,
    *,
    client: AuthenticatedClient,
) -> Response[File | Problem]:
    """The report with its evidence as PDF (`pdf`) or Excel (`xlsx`).

    Args:
        agent_id (str):
        version (str):
        report_id (UUID):
        extension (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        version=version,
        report_id=report_id,
        extension=extension,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    agent_id: str,
    version: str,
    report_id: UUID,
    extension: str,
    *,
    client: AuthenticatedClient,
) -> File | Problem | None:
    """The report with its evidence as PDF (`pdf`) or Excel (`xlsx`).

    Args:
        agent_id (str):
        version (str):
        report_id (UUID):
        extension (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        agent_id=agent_id,
        version=version,
        report_id=report_id,
        extension=extension,
        client=client,
    ).parsed


async def asyncio_detailed(
    agent_id: str,
    version: str,
    report_id: UUID,
    extension: str,
    *,
    client: AuthenticatedClient,
) -> Response[File | Problem]:
    """The report with its evidence as PDF (`pdf`) or Excel (`xlsx`).

    Args:
        agent_id (str):
        version (str):
        report_id (UUID):
        extension (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        version=version,
        report_id=report_id,
        extension=extension,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    agent_id: str,
    version: str,
    report_id: UUID,
    extension: str,
    *,
    client: AuthenticatedClient,
) -> File | Problem | None:
    """The report with its evidence as PDF (`pdf`) or Excel (`xlsx`).

    Args:
        agent_id (str):
        version (str):
        report_id (UUID):
        extension (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            agent_id=agent_id,
            version=version,
            report_id=report_id,
            extension=extension,
            client=client,
        )
    ).parsed
