from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.job_document import JobDocument
from ...models.moved_document import MovedDocument
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: File | Unset = UNSET,
    rebuild: bool | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["rebuild"] = rebuild

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/packs",
        "params": params,
    }

    if not isinstance(body, Unset):
        _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/vnd.greenlang.pack"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> JobDocument | MovedDocument | Problem | None:
    if response.status_code == 201:
        response_201 = MovedDocument.from_dict(response.json())

        return response_201

    if response.status_code == 202:
        response_202 = JobDocument.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 411:
        response_411 = Problem.from_dict(response.json())

        return response_411

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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
) -> Response[JobDocument | MovedDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    rebuild: bool | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobDocument | MovedDocument | Problem]:
    """Register a pack this installation signed; refuse a stranger's with its fingerprint, or rebuild it.

    Args:
        rebuild (bool | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobDocument | MovedDocument | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        rebuild=rebuild,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    rebuild: bool | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> JobDocument | MovedDocument | Problem | None:
    """Register a pack this installation signed; refuse a stranger's with its fingerprint, or rebuild it.

    Args:
        rebuild (bool | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobDocument | MovedDocument | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        rebuild=rebuild,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    rebuild: bool | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobDocument | MovedDocument | Problem]:
    """Register a pack this installation signed; refuse a stranger's with its fingerprint, or rebuild it.

    Args:
        rebuild (bool | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobDocument | MovedDocument | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        rebuild=rebuild,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    rebuild: bool | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> JobDocument | MovedDocument | Problem | None:
    """Register a pack this installation signed; refuse a stranger's with its fingerprint, or rebuild it.

    Args:
        rebuild (bool | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobDocument | MovedDocument | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            rebuild=rebuild,
            idempotency_key=idempotency_key,
        )
    ).parsed
