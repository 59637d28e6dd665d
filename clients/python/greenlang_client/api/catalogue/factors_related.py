from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.related_factors_document import RelatedFactorsDocument
from ...types import Response


def _get_kwargs(
    ef_cid: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/factors/{ef_cid}/related".format(
            ef_cid=quote(str(ef_cid), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RelatedFactorsDocument | None:
    if response.status_code == 200:
        response_200 = RelatedFactorsDocument.from_dict(response.json())

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
) -> Response[Problem | RelatedFactorsDocument]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    ef_cid: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RelatedFactorsDocument]:
    """Read the other gases and editions of a factor

     Those whose figures may be passed on.

    Args:
        ef_cid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RelatedFactorsDocument]
    """

    kwargs = _get_kwargs(
        ef_cid=ef_cid,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    ef_cid: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RelatedFactorsDocument | None:
    """Read the other gases and editions of a factor

     Those whose figures may be passed on.

    Args:
        ef_cid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RelatedFactorsDocument
    """

    return sync_detailed(
        ef_cid=ef_cid,
        client=client,
    ).parsed


async def asyncio_detailed(
    ef_cid: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RelatedFactorsDocument]:
    """Read the other gases and editions of a factor

     Those whose figures may be passed on.

    Args:
        ef_cid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RelatedFactorsDocument]
    """

    kwargs = _get_kwargs(
        ef_cid=ef_cid,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    ef_cid: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RelatedFactorsDocument | None:
    """Read the other gases and editions of a factor

     Those whose figures may be passed on.

    Args:
        ef_cid (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RelatedFactorsDocument
    """

    return (
        await asyncio_detailed(
            ef_cid=ef_cid,
            client=client,
        )
    ).parsed
