from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.run_state import RunState, check_run_state

if TYPE_CHECKING:
    from ..models.run_document_partitions import RunDocumentPartitions


T = TypeVar("T", bound="RunDocument")


@_attrs_define
class RunDocument:
    """A run as it stands. Every row is succeeded, failed, unreached, or still to come."""

    id: UUID
    agent_id: str
    version: str
    state: RunState
    """ * `queued` - Queued
    * `running` - Running
    * `held` - Held
    * `succeeded` - Succeeded
    * `failed` - Failed
    * `cancelled` - Cancelled """
    period_id: UUID
    job_id: None | UUID
    started_at: datetime.datetime
    finished_at: datetime.datetime | None
    """ when it ended, however it did """
    rows: int
    succeeded: int
    failed: int
    """ rows that were refused; the error file has the reasons """
    dead: int
    """ of the failed, those in the dead letters """
    unreached: int
    """ rows of partitions that failed or were cancelled """
    partitions: RunDocumentPartitions
    """ how many are in which state """
    rows_a_second: int
    """ over the last half minute; 0 while it stands still """
    seconds_left: int | None
    """ at that rate; null where it says nothing """
    held: str
    """ why it does not go on at present; empty where it does """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        agent_id = self.agent_id

        version = self.version

        state: str = self.state

        period_id = str(self.period_id)

        job_id: None | str
        if isinstance(self.job_id, UUID):
            job_id = str(self.job_id)
        else:
            job_id = self.job_id

        started_at = self.started_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        rows = self.rows

        succeeded = self.succeeded

        failed = self.failed

        dead = self.dead

        unreached = self.unreached

        partitions = self.partitions.to_dict()

        rows_a_second = self.rows_a_second

        seconds_left: int | None
        seconds_left = self.seconds_left

        held = self.held

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "agent_id": agent_id,
                "version": version,
                "state": state,
                "period_id": period_id,
                "job_id": job_id,
                "started_at": started_at,
                "finished_at": finished_at,
                "rows": rows,
                "succeeded": succeeded,
                "failed": failed,
                "dead": dead,
                "unreached": unreached,
                "partitions": partitions,
                "rows_a_second": rows_a_second,
                "seconds_left": seconds_left,
                "held": held,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.run_document_partitions import RunDocumentPartitions  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        agent_id = d.pop("agent_id")

        version = d.pop("version")

        state = check_run_state(d.pop("state"))

        period_id = UUID(d.pop("period_id"))

        def _parse_job_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                job_id_type_0 = UUID(data)

                return job_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        job_id = _parse_job_id(d.pop("job_id"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        rows = d.pop("rows")

        succeeded = d.pop("succeeded")

        failed = d.pop("failed")

        dead = d.pop("dead")

        unreached = d.pop("unreached")

        partitions = RunDocumentPartitions.from_dict(d.pop("partitions"))

        rows_a_second = d.pop("rows_a_second")

        def _parse_seconds_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        seconds_left = _parse_seconds_left(d.pop("seconds_left"))

        held = d.pop("held")

        run_document = cls(
            id=id,
            agent_id=agent_id,
            version=version,
            state=state,
            period_id=period_id,
            job_id=job_id,
            started_at=started_at,
            finished_at=finished_at,
            rows=rows,
            succeeded=succeeded,
            failed=failed,
            dead=dead,
            unreached=unreached,
            partitions=partitions,
            rows_a_second=rows_a_second,
            seconds_left=seconds_left,
            held=held,
        )

        run_document.additional_properties = d
        return run_document

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
