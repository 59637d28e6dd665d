from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.activity_evidence_document import ActivityEvidenceDocument
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    upload_id: UUID,
    *,
    body: File | Unset = UNSET,
    all_: bool | Unset = UNSET,
    filename: str,
    row: list[UUID] | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["all"] = all_

    params["filename"] = filename

    json_row: list[str] | Unset = UNSET
    if not isinstance(row, Unset):
        json_row = []
        for row_item_data in row:
            row_item = str(row_item_data)
            json_row.append(row_item)

    params["row"] = json_row

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/uploads/{upload_id}/evidence".format(
            upload_id=quote(str(upload_id), safe=""),
        ),
        "params": params,
    }

    if not isinstance(body, Unset):
        _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ActivityEvidenceDocument | Problem | None:
    if response.status_code == 201:
        response_201 = ActivityEvidenceDocument.from_dict(response.json())

        return response_201

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
) -> Response[ActivityEvidenceDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    all_: bool | Unset = UNSET,
    filename: str,
    row: list[UUID] | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[ActivityEvidenceDocument | Problem]:
    """Attach evidence to rows

     The body is the file, at most 10 MB: kept as it was sent, never opened. The same bytes are kept
    once.

    Args:
        upload_id (UUID):
        all_ (bool | Unset):
        filename (str):
        row (list[UUID] | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ActivityEvidenceDocument | Problem]
    """

    kwargs = _get_kwargs(
        upload_id=upload_id,
        body=body,
        all_=all_,
        filename=filename,
        row=row,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    all_: bool | Unset = UNSET,
    filename: str,
    row: list[UUID] | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> ActivityEvidenceDocument | Problem | None:
    """Attach evidence to rows

     The body is the file, at most 10 MB: kept as it was sent, never opened. The same bytes are kept
    once.

    Args:
        upload_id (UUID):
        all_ (bool | Unset):
        filename (str):
        row (list[UUID] | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ActivityEvidenceDocument | Problem
    """

    return sync_detailed(
        upload_id=upload_id,
        client=client,
        body=body,
        all_=all_,
        filename=filename,
        row=row,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    all_: bool | Unset = UNSET,
    filename: str,
    row: list[UUID] | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[ActivityEvidenceDocument | Problem]:
    """Attach evidence to rows

     The body is the file, at most 10 MB: kept as it was sent, never opened. The same bytes are kept
    once.

    Args:
        upload_id (UUID):
        all_ (bool | Unset):
        filename (str):
        row (list[UUID] | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ActivityEvidenceDocument | Problem]
    """

    kwargs = _get_kwargs(
        upload_id=upload_id,
        body=body,
        all_=all_,
        filename=filename,
        row=row,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    all_: bool | Unset = UNSET,
    filename: str,
    row: list[UUID] | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> ActivityEvidenceDocument | Problem | None:
    """Attach evidence to rows

     The body is the file, at most 10 MB: kept as it was sent, never opened. The same bytes are kept
    once.

    Args:
        upload_id (UUID):
        all_ (bool | Unset):
        filename (str):
        row (list[UUID] | Unset):
        idempotency_key (str | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ActivityEvidenceDocument | Problem
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            client=client,
            body=body,
            all_=all_,
            filename=filename,
            row=row,
            idempotency_key=idempotency_key,
        )
    ).parsed
