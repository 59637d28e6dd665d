from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.uploads_to_mend_rows import UploadsToMendRows
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    upload_id: UUID,
    *,
    rows: UploadsToMendRows | Unset = "rejected",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_rows: str | Unset = UNSET
    if not isinstance(rows, Unset):
        json_rows = rows

    params["rows"] = json_rows

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/uploads/{upload_id}/file-to-mend".format(
            upload_id=quote(str(upload_id), safe=""),
        ),
        "params": params,
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

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

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
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    rows: UploadsToMendRows | Unset = "rejected",
) -> Response[File | Problem]:
    """Download the file to mend

     The sheet with a column of messages: the rejected rows alone, or every row; a workbook where it was
    one.

    Args:
        upload_id (UUID):
        rows (UploadsToMendRows | Unset):  Default: 'rejected'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        upload_id=upload_id,
        rows=rows,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    rows: UploadsToMendRows | Unset = "rejected",
) -> File | Problem | None:
    """Download the file to mend

     The sheet with a column of messages: the rejected rows alone, or every row; a workbook where it was
    one.

    Args:
        upload_id (UUID):
        rows (UploadsToMendRows | Unset):  Default: 'rejected'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        upload_id=upload_id,
        client=client,
        rows=rows,
    ).parsed


async def asyncio_detailed(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    rows: UploadsToMendRows | Unset = "rejected",
) -> Response[File | Problem]:
    """Download the file to mend

     The sheet with a column of messages: the rejected rows alone, or every row; a workbook where it was
    one.

    Args:
        upload_id (UUID):
        rows (UploadsToMendRows | Unset):  Default: 'rejected'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        upload_id=upload_id,
        rows=rows,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    upload_id: UUID,
    *,
    client: AuthenticatedClient,
    rows: UploadsToMendRows | Unset = "rejected",
) -> File | Problem | None:
    """Download the file to mend

     The sheet with a column of messages: the rejected rows alone, or every row; a workbook where it was
    one.

    Args:
        upload_id (UUID):
        rows (UploadsToMendRows | Unset):  Default: 'rejected'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            client=client,
            rows=rows,
        )
    ).parsed
