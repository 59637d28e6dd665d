from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.restated_change_document import RestatedChangeDocument
    from ..models.round_document_figures import RoundDocumentFigures


T = TypeVar("T", bound="RoundDocument")


@_attrs_define
class RoundDocument:
    """A round that was signed off; ``fault``: why its signed statement does not hold, empty where it does."""

    step_id: UUID
    round_: int
    signed_by: str
    signed_at: datetime.datetime
    snapshot_hash: str
    figures: RoundDocumentFigures
    change: None | RestatedChangeDocument
    fault: str
    final_report_id: None | UUID
    final_report_is_being_written: bool
    """ Whether a worker is at it, or will be. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.restated_change_document import RestatedChangeDocument  # noqa: PLC0415

        step_id = str(self.step_id)

        round_ = self.round_

        signed_by = self.signed_by

        signed_at = self.signed_at.isoformat()

        snapshot_hash = self.snapshot_hash

        figures = self.figures.to_dict()

        change: dict[str, Any] | None
        if isinstance(self.change, RestatedChangeDocument):
            change = self.change.to_dict()
        else:
            change = self.change

        fault = self.fault

        final_report_id: None | str
        if isinstance(self.final_report_id, UUID):
            final_report_id = str(self.final_report_id)
        else:
            final_report_id = self.final_report_id

        final_report_is_being_written = self.final_report_is_being_written

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "step_id": step_id,
                "round": round_,
                "signed_by": signed_by,
                "signed_at": signed_at,
                "snapshot_hash": snapshot_hash,
                "figures": figures,
                "change": change,
                "fault": fault,
                "final_report_id": final_report_id,
                "final_report_is_being_written": final_report_is_being_written,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.restated_change_document import RestatedChangeDocument  # noqa: PLC0415
        from ..models.round_document_figures import RoundDocumentFigures  # noqa: PLC0415

        d = dict(src_dict)
        step_id = UUID(d.pop("step_id"))

        round_ = d.pop("round")

        signed_by = d.pop("signed_by")

        signed_at = datetime.datetime.fromisoformat(d.pop("signed_at"))

        snapshot_hash = d.pop("snapshot_hash")

        figures = RoundDocumentFigures.from_dict(d.pop("figures"))

        def _parse_change(data: object) -> None | RestatedChangeDocument:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                change_type_1 = RestatedChangeDocument.from_dict(data)

                return change_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RestatedChangeDocument, data)

        change = _parse_change(d.pop("change"))

        fault = d.pop("fault")

        def _parse_final_report_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                final_report_id_type_0 = UUID(data)

                return final_report_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        final_report_id = _parse_final_report_id(d.pop("final_report_id"))

        final_report_is_being_written = d.pop("final_report_is_being_written")

        round_document = cls(
            step_id=step_id,
            round_=round_,
            signed_by=signed_by,
            signed_at=signed_at,
            snapshot_hash=snapshot_hash,
            figures=figures,
            change=change,
            fault=fault,
            final_report_id=final_report_id,
            final_report_is_being_written=final_report_is_being_written,
        )

        round_document.additional_properties = d
        return round_document

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
