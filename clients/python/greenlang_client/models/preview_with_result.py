from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_state import JobState, check_job_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preview_result import PreviewResult
    from ..models.preview_with_result_editions import PreviewWithResultEditions


T = TypeVar("T", bound="PreviewWithResult")


@_attrs_define
class PreviewWithResult:
    """A preview with what it found; ``result`` null as long as it is not finished."""

    id: UUID
    period_id: UUID
    editions: PreviewWithResultEditions
    gwp_set: str
    state: JobState
    """ * `queued` - Queued
    * `running` - Running
    * `succeeded` - Succeeded
    * `failed` - Failed
    * `cancelled` - Cancelled """
    created_at: datetime.datetime
    result: None | PreviewResult
    created_by: str | Unset = UNSET
    finished_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.preview_result import PreviewResult  # noqa: PLC0415

        id = str(self.id)

        period_id = str(self.period_id)

        editions = self.editions.to_dict()

        gwp_set = self.gwp_set

        state: str = self.state

        created_at = self.created_at.isoformat()

        result: dict[str, Any] | None
        if isinstance(self.result, PreviewResult):
            result = self.result.to_dict()
        else:
            result = self.result

        created_by = self.created_by

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
                "period_id": period_id,
                "editions": editions,
                "gwp_set": gwp_set,
                "state": state,
                "created_at": created_at,
                "result": result,
            }
        )
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preview_result import PreviewResult  # noqa: PLC0415
        from ..models.preview_with_result_editions import PreviewWithResultEditions  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        editions = PreviewWithResultEditions.from_dict(d.pop("editions"))

        gwp_set = d.pop("gwp_set")

        state = check_job_state(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_result(data: object) -> None | PreviewResult:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_1 = PreviewResult.from_dict(data)

                return result_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PreviewResult, data)

        result = _parse_result(d.pop("result"))

        created_by = d.pop("created_by", UNSET)

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

        preview_with_result = cls(
            id=id,
            period_id=period_id,
            editions=editions,
            gwp_set=gwp_set,
            state=state,
            created_at=created_at,
            result=result,
            created_by=created_by,
            finished_at=finished_at,
        )

        preview_with_result.additional_properties = d
        return preview_with_result

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
