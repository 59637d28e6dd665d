from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.grant_document import GrantDocument
from ...models.grant_form_request import GrantFormRequest
from ...models.o_auth_error_document import OAuthErrorDocument
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: GrantFormRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/oauth/token",
    }

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> GrantDocument | OAuthErrorDocument | Problem | None:
    if response.status_code == 200:
        response_200 = GrantDocument.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = OAuthErrorDocument.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = OAuthErrorDocument.from_dict(response.json())

        return response_401

    if response.status_code == 411:
        response_411 = Problem.from_dict(response.json())

        return response_411

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[GrantDocument | OAuthErrorDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GrantFormRequest,
) -> Response[GrantDocument | OAuthErrorDocument | Problem]:
    """A token that opens for ten minutes what the API key opens; it dies with the key, at once.

    Args:
        body (GrantFormRequest): What a client asks for; its id and secret stand here, or in
            ``Authorization: Basic``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GrantDocument | OAuthErrorDocument | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: GrantFormRequest,
) -> GrantDocument | OAuthErrorDocument | Problem | None:
    """A token that opens for ten minutes what the API key opens; it dies with the key, at once.

    Args:
        body (GrantFormRequest): What a client asks for; its id and secret stand here, or in
            ``Authorization: Basic``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GrantDocument | OAuthErrorDocument | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: GrantFormRequest,
) -> Response[GrantDocument | OAuthErrorDocument | Problem]:
    """A token that opens for ten minutes what the API key opens; it dies with the key, at once.

    Args:
        body (GrantFormRequest): What a client asks for; its id and secret stand here, or in
            ``Authorization: Basic``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GrantDocument | OAuthErrorDocument | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: GrantFormRequest,
) -> GrantDocument | OAuthErrorDocument | Problem | None:
    """A token that opens for ten minutes what the API key opens; it dies with the key, at once.

    Args:
        body (GrantFormRequest): What a client asks for; its id and secret stand here, or in
            ``Authorization: Basic``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GrantDocument | OAuthErrorDocument | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
