from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.instruments_entered import InstrumentsEntered
from ...models.instruments_request import InstrumentsRequest
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: InstrumentsRequest | File | File | File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/scope2/instruments/import",
    }

    if isinstance(body, InstrumentsRequest):
        if not isinstance(body, Unset):
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, File):
        if not isinstance(body, Unset):
            _kwargs["content"] = body.payload
        headers["Content-Type"] = "text/csv"
    if isinstance(body, File):
        if not isinstance(body, Unset):
            _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if isinstance(body, File):
        if not isinstance(body, Unset):
            _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> InstrumentsEntered | Problem | None:
    if response.status_code == 201:
        response_201 = InstrumentsEntered.from_dict(response.json())

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
) -> Response[InstrumentsEntered | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: InstrumentsRequest | File | File | File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[InstrumentsEntered | Problem]:
    """Import instruments

     All of them or none: a list in JSON, or a CSV file or workbook whose first row names the same
    members.

    A refusal lists every row that is wrong, with the row and the member.

    Args:
        idempotency_key (str | Unset):
        body (InstrumentsRequest | Unset): Instruments to be entered, all of them or none.
        body (File | Unset):
        body (File | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InstrumentsEntered | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: InstrumentsRequest | File | File | File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> InstrumentsEntered | Problem | None:
    """Import instruments

     All of them or none: a list in JSON, or a CSV file or workbook whose first row names the same
    members.

    A refusal lists every row that is wrong, with the row and the member.

    Args:
        idempotency_key (str | Unset):
        body (InstrumentsRequest | Unset): Instruments to be entered, all of them or none.
        body (File | Unset):
        body (File | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InstrumentsEntered | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: InstrumentsRequest | File | File | File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[InstrumentsEntered | Problem]:
    """Import instruments

     All of them or none: a list in JSON, or a CSV file or workbook whose first row names the same
    members.

    A refusal lists every row that is wrong, with the row and the member.

    Args:
        idempotency_key (str | Unset):
        body (InstrumentsRequest | Unset): Instruments to be entered, all of them or none.
        body (File | Unset):
        body (File | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[InstrumentsEntered | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: InstrumentsRequest | File | File | File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> InstrumentsEntered | Problem | None:
    """Import instruments

     All of them or none: a list in JSON, or a CSV file or workbook whose first row names the same
    members.

    A refusal lists every row that is wrong, with the row and the member.

    Args:
        idempotency_key (str | Unset):
        body (InstrumentsRequest | Unset): Instruments to be entered, all of them or none.
        body (File | Unset):
        body (File | Unset):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        InstrumentsEntered | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
