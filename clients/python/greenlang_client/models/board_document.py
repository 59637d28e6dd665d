from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.board_sums import BoardSums
    from ..models.market_document import MarketDocument


T = TypeVar("T", bound="BoardDocument")


@_attrs_define
class BoardDocument:
    """A period's electricity by both methods, as it was worked out at a moment.

    ``outdated``: the ledger or the instruments changed since. ``rows_handed_on``: rows of activity data that came of
    it. ``job_id``: the work on it that goes on, if any.

    """

    period_id: UUID
    worked_out_at: datetime.datetime
    worked_out_by: str
    accepted_at: datetime.datetime | None
    accepted_by: str
    outdated: bool
    days_before: int
    days_after: int
    past_not_available: bool
    summary: BoardSums
    """ The board's totals by both methods; decimal strings, kg CO2e. """
    in_ledger: MarketDocument
    """ What the ledger has by the market-based method. """
    rows_handed_on: int
    job_id: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        period_id = str(self.period_id)

        worked_out_at = self.worked_out_at.isoformat()

        worked_out_by = self.worked_out_by

        accepted_at: None | str
        if isinstance(self.accepted_at, datetime.datetime):
            accepted_at = self.accepted_at.isoformat()
        else:
            accepted_at = self.accepted_at

        accepted_by = self.accepted_by

        outdated = self.outdated

        days_before = self.days_before

        days_after = self.days_after

        past_not_available = self.past_not_available

        summary = self.summary.to_dict()

        in_ledger = self.in_ledger.to_dict()

        rows_handed_on = self.rows_handed_on

        job_id: None | str
        if isinstance(self.job_id, UUID):
            job_id = str(self.job_id)
        else:
            job_id = self.job_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_id": period_id,
                "worked_out_at": worked_out_at,
                "worked_out_by": worked_out_by,
                "accepted_at": accepted_at,
                "accepted_by": accepted_by,
                "outdated": outdated,
                "days_before": days_before,
                "days_after": days_after,
                "past_not_available": past_not_available,
                "summary": summary,
                "in_ledger": in_ledger,
                "rows_handed_on": rows_handed_on,
                "job_id": job_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.board_sums import BoardSums  # noqa: PLC0415
        from ..models.market_document import MarketDocument  # noqa: PLC0415

        d = dict(src_dict)
        period_id = UUID(d.pop("period_id"))

        worked_out_at = datetime.datetime.fromisoformat(d.pop("worked_out_at"))

        worked_out_by = d.pop("worked_out_by")

        def _parse_accepted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                accepted_at_type_0 = datetime.datetime.fromisoformat(data)

                return accepted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        accepted_at = _parse_accepted_at(d.pop("accepted_at"))

        accepted_by = d.pop("accepted_by")

        outdated = d.pop("outdated")

        days_before = d.pop("days_before")

        days_after = d.pop("days_after")

        past_not_available = d.pop("past_not_available")

        summary = BoardSums.from_dict(d.pop("summary"))

        in_ledger = MarketDocument.from_dict(d.pop("in_ledger"))

        rows_handed_on = d.pop("rows_handed_on")

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

        board_document = cls(
            period_id=period_id,
            worked_out_at=worked_out_at,
            worked_out_by=worked_out_by,
            accepted_at=accepted_at,
            accepted_by=accepted_by,
            outdated=outdated,
            days_before=days_before,
            days_after=days_after,
            past_not_available=past_not_available,
            summary=summary,
            in_ledger=in_ledger,
            rows_handed_on=rows_handed_on,
            job_id=job_id,
        )

        board_document.additional_properties = d
        return board_document

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
