from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.specs_explain_response_200 import SpecsExplainResponse200
from ...models.submission_form_request import SubmissionFormRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: str | SubmissionFormRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/specs/explain",
    }

    if isinstance(body, str):
        if not isinstance(body, Unset):
            _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/yaml"
    if isinstance(body, SubmissionFormRequest):
        if not isinstance(body, Unset):
            _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SpecsExplainResponse200 | None:
    if response.status_code == 200:
        response_200 = SpecsExplainResponse200.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SpecsExplainResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: str | SubmissionFormRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SpecsExplainResponse200]:
    """Explain a pack.yaml of any dialect: what is understood, what is not, what is missing, what would
    complete it.

    ``outcome`` is ``specification``, or ``listing`` for a manifest or catalogue in which nothing can be
    calculated.

    Args:
        idempotency_key (str | Unset):
        body (str | Unset):
        body (SubmissionFormRequest | Unset): A specification, and what makes it calculable.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SpecsExplainResponse200]
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
    body: str | SubmissionFormRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SpecsExplainResponse200 | None:
    """Explain a pack.yaml of any dialect: what is understood, what is not, what is missing, what would
    complete it.

    ``outcome`` is ``specification``, or ``listing`` for a manifest or catalogue in which nothing can be
    calculated.

    Args:
        idempotency_key (str | Unset):
        body (str | Unset):
        body (SubmissionFormRequest | Unset): A specification, and what makes it calculable.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SpecsExplainResponse200
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: str | SubmissionFormRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SpecsExplainResponse200]:
    """Explain a pack.yaml of any dialect: what is understood, what is not, what is missing, what would
    complete it.

    ``outcome`` is ``specification``, or ``listing`` for a manifest or catalogue in which nothing can be
    calculated.

    Args:
        idempotency_key (str | Unset):
        body (str | Unset):
        body (SubmissionFormRequest | Unset): A specification, and what makes it calculable.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SpecsExplainResponse200]
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
    body: str | SubmissionFormRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SpecsExplainResponse200 | None:
    """Explain a pack.yaml of any dialect: what is understood, what is not, what is missing, what would
    complete it.

    ``outcome`` is ``specification``, or ``listing`` for a manifest or catalogue in which nothing can be
    calculated.

    Args:
        idempotency_key (str | Unset):
        body (str | Unset):
        body (SubmissionFormRequest | Unset): A specification, and what makes it calculable.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SpecsExplainResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
