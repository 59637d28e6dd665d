from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_state import JobState, check_job_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="JobDocument")


@_attrs_define
class JobDocument:
    """A job as it stands."""

    id: UUID
    kind: str
    state: JobState
    """ * `queued` - Queued
    * `running` - Running
    * `succeeded` - Succeeded
    * `failed` - Failed
    * `cancelled` - Cancelled """
    percent: int
    created_at: datetime.datetime
    done: int | Unset = UNSET
    total: int | Unset = UNSET
    message: str | Unset = UNSET
    stages: Any | Unset = UNSET
    result: Any | Unset = UNSET
    error: Any | Unset = UNSET
    cancel_requested: bool | Unset = UNSET
    created_by: str | Unset = UNSET
    started_at: datetime.datetime | None | Unset = UNSET
    finished_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        state: str = self.state

        percent = self.percent

        created_at = self.created_at.isoformat()

        done = self.done

        total = self.total

        message = self.message

        stages = self.stages

        result = self.result

        error = self.error

        cancel_requested = self.cancel_requested

        created_by = self.created_by

        started_at: None | str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        elif isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str | Unset
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        elif isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "state": state,
                "percent": percent,
                "created_at": created_at,
            }
        )
        if done is not UNSET:
            field_dict["done"] = done
        if total is not UNSET:
            field_dict["total"] = total
        if message is not UNSET:
            field_dict["message"] = message
        if stages is not UNSET:
            field_dict["stages"] = stages
        if result is not UNSET:
            field_dict["result"] = result
        if error is not UNSET:
            field_dict["error"] = error
        if cancel_requested is not UNSET:
            field_dict["cancel_requested"] = cancel_requested
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        state = check_job_state(d.pop("state"))

        percent = d.pop("percent")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        done = d.pop("done", UNSET)

        total = d.pop("total", UNSET)

        message = d.pop("message", UNSET)

        stages = d.pop("stages", UNSET)

        result = d.pop("result", UNSET)

        error = d.pop("error", UNSET)

        cancel_requested = d.pop("cancel_requested", UNSET)

        created_by = d.pop("created_by", UNSET)

        def _parse_started_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))

        job_document = cls(
            id=id,
            kind=kind,
            state=state,
            percent=percent,
            created_at=created_at,
            done=done,
            total=total,
            message=message,
            stages=stages,
            result=result,
            error=error,
            cancel_requested=cancel_requested,
            created_by=created_by,
            started_at=started_at,
            finished_at=finished_at,
        )

        job_document.additional_properties = d
        return job_document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
