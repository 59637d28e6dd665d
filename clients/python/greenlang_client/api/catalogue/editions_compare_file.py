from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.editions_compare_file_change import (
    EditionsCompareFileChange,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    category: str | Unset = UNSET,
    change: EditionsCompareFileChange | Unset = UNSET,
    from_: str,
    q: str | Unset = UNSET,
    to: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["category"] = category

    json_change: str | Unset = UNSET
    if not isinstance(change, Unset):
        json_change = change

    params["change"] = json_change

    params["from"] = from_

    params["q"] = q

    params["to"] = to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/editions/comparison.csv",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = cast(str, response.content)
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareFileChange | Unset = UNSET,
    from_: str,
    q: str | Unset = UNSET,
    to: str,
) -> Response[Problem | str]:
    """Download the comparison of two editions as CSV

     All that is asked for.

    Args:
        category (str | Unset):
        change (EditionsCompareFileChange | Unset):
        from_ (str):
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        category=category,
        change=change,
        from_=from_,
        q=q,
        to=to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareFileChange | Unset = UNSET,
    from_: str,
    q: str | Unset = UNSET,
    to: str,
) -> Problem | str | None:
    """Download the comparison of two editions as CSV

     All that is asked for.

    Args:
        category (str | Unset):
        change (EditionsCompareFileChange | Unset):
        from_ (str):
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        client=client,
        category=category,
        change=change,
        from_=from_,
        q=q,
        to=to,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareFileChange | Unset = UNSET,
    from_: str,
    q: str | Unset = UNSET,
    to: str,
) -> Response[Problem | str]:
    """Download the comparison of two editions as CSV

     All that is asked for.

    Args:
        category (str | Unset):
        change (EditionsCompareFileChange | Unset):
        from_ (str):
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        category=category,
        change=change,
        from_=from_,
        q=q,
        to=to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    category: str | Unset = UNSET,
    change: EditionsCompareFileChange | Unset = UNSET,
    from_: str,
    q: str | Unset = UNSET,
    to: str,
) -> Problem | str | None:
    """Download the comparison of two editions as CSV

     All that is asked for.

    Args:
        category (str | Unset):
        change (EditionsCompareFileChange | Unset):
        from_ (str):
        q (str | Unset):
        to (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            client=client,
            category=category,
            change=change,
            from_=from_,
            q=q,
            to=to,
        )
    ).parsed
