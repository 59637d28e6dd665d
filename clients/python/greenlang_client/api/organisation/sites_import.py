from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.site_list_answer import SiteListAnswer
from ...models.site_list_request import SiteListRequest
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: SiteListRequest | File | Unset = UNSET,
    company_id: UUID,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    json_company_id = str(company_id)
    params["company_id"] = json_company_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sites/import",
        "params": params,
    }

    if isinstance(body, SiteListRequest):
        if not isinstance(body, Unset):
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, File):
        if not isinstance(body, Unset):
            _kwargs["content"] = body.payload
        headers["Content-Type"] = "text/csv"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SiteListAnswer | None:
    if response.status_code == 200:
        response_200 = SiteListAnswer.from_dict(response.json())

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
) -> Response[Problem | SiteListAnswer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SiteListRequest | File | Unset = UNSET,
    company_id: UUID,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SiteListAnswer]:
    """Take a site list in

     All of it or nothing: 422 names everything that is wrong, row by row. A site that is known is
    changed.

    Args:
        company_id (UUID):
        idempotency_key (str | Unset):
        body (SiteListRequest | Unset): Up to 1,000 sites.
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SiteListAnswer]
    """

    kwargs = _get_kwargs(
        body=body,
        company_id=company_id,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: SiteListRequest | File | Unset = UNSET,
    company_id: UUID,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SiteListAnswer | None:
    """Take a site list in

     All of it or nothing: 422 names everything that is wrong, row by row. A site that is known is
    changed.

    Args:
        company_id (UUID):
        idempotency_key (str | Unset):
        body (SiteListRequest | Unset): Up to 1,000 sites.
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SiteListAnswer
    """

    return sync_detailed(
        client=client,
        body=body,
        company_id=company_id,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SiteListRequest | File | Unset = UNSET,
    company_id: UUID,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SiteListAnswer]:
    """Take a site list in

     All of it or nothing: 422 names everything that is wrong, row by row. A site that is known is
    changed.

    Args:
        company_id (UUID):
        idempotency_key (str | Unset):
        body (SiteListRequest | Unset): Up to 1,000 sites.
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SiteListAnswer]
    """

    kwargs = _get_kwargs(
        body=body,
        company_id=company_id,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SiteListRequest | File | Unset = UNSET,
    company_id: UUID,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SiteListAnswer | None:
    """Take a site list in

     All of it or nothing: 422 names everything that is wrong, row by row. A site that is known is
    changed.

    Args:
        company_id (UUID):
        idempotency_key (str | Unset):
        body (SiteListRequest | Unset): Up to 1,000 sites.
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SiteListAnswer
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            company_id=company_id,
            idempotency_key=idempotency_key,
        )
    ).parsed
