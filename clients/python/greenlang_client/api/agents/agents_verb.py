from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.agents_verb_verb import AgentsVerbVerb
from ...models.job_document import JobDocument
from ...models.problem import Problem
from ...models.verb_request import VerbRequest
from ...models.version_document import VersionDocument
from ...types import UNSET, Response, Unset


def _get_kwargs(
    agent_id: str,
    version: str,
    verb: AgentsVerbVerb,
    *,
    body: VerbRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/agents/{agent_id}/versions/{version}/{verb}".format(
            agent_id=quote(str(agent_id), safe=""),
            version=quote(str(version), safe=""),
            verb=quote(str(verb), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> JobDocument | Problem | VersionDocument | None:
    if response.status_code == 200:
        response_200 = VersionDocument.from_dict(response.json())

        return response_200

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
) -> Response[JobDocument | Problem | VersionDocument]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    agent_id: str,
    version: str,
    verb: AgentsVerbVerb,
    *,
    client: AuthenticatedClient,
    body: VerbRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobDocument | Problem | VersionDocument]:
    """Deploy, start, stop, pause, resume, roll back, retire or retry; 409 when the state does not allow
    it.

    202 with a job where the agent runs on a cluster, which takes its time.

    Args:
        agent_id (str):
        version (str):
        verb (AgentsVerbVerb):
        idempotency_key (str | Unset):
        body (VerbRequest | Unset): Why; asked for by pause, retire and roll-back.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobDocument | Problem | VersionDocument]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        version=version,
        verb=verb,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    agent_id: str,
    version: str,
    verb: AgentsVerbVerb,
    *,
    client: AuthenticatedClient,
    body: VerbRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> JobDocument | Problem | VersionDocument | None:
    """Deploy, start, stop, pause, resume, roll back, retire or retry; 409 when the state does not allow
    it.

    202 with a job where the agent runs on a cluster, which takes its time.

    Args:
        agent_id (str):
        version (str):
        verb (AgentsVerbVerb):
        idempotency_key (str | Unset):
        body (VerbRequest | Unset): Why; asked for by pause, retire and roll-back.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobDocument | Problem | VersionDocument
    """

    return sync_detailed(
        agent_id=agent_id,
        version=version,
        verb=verb,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    agent_id: str,
    version: str,
    verb: AgentsVerbVerb,
    *,
    client: AuthenticatedClient,
    body: VerbRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[JobDocument | Problem | VersionDocument]:
    """Deploy, start, stop, pause, resume, roll back, retire or retry; 409 when the state does not allow
    it.

    202 with a job where the agent runs on a cluster, which takes its time.

    Args:
        agent_id (str):
        version (str):
        verb (AgentsVerbVerb):
        idempotency_key (str | Unset):
        body (VerbRequest | Unset): Why; asked for by pause, retire and roll-back.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[JobDocument | Problem | VersionDocument]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
        version=version,
        verb=verb,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    agent_id: str,
    version: str,
    verb: AgentsVerbVerb,
    *,
    client: AuthenticatedClient,
    body: VerbRequest | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> JobDocument | Problem | VersionDocument | None:
    """Deploy, start, stop, pause, resume, roll back, retire or retry; 409 when the state does not allow
    it.

    202 with a job where the agent runs on a cluster, which takes its time.

    Args:
        agent_id (str):
        version (str):
        verb (AgentsVerbVerb):
        idempotency_key (str | Unset):
        body (VerbRequest | Unset): Why; asked for by pause, retire and roll-back.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        JobDocument | Problem | VersionDocument
    """

    return (
        await asyncio_detailed(
            agent_id=agent_id,
            version=version,
            verb=verb,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
