from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sign_off_step_kind import SignOffStepKind, check_sign_off_step_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.limit_document import LimitDocument
    from ..models.step_document_figures import StepDocumentFigures


T = TypeVar("T", bound="StepDocument")


@_attrs_define
class StepDocument:
    """A step of a period; ``figures``: kg CO2e by scope and in total of the report it is about, decimal strings."""

    id: UUID
    round_: int
    position: int
    kind: SignOffStepKind
    """ * `submitted` - Submitted
    * `withdrawn` - Withdrawn
    * `returned` - Returned
    * `signed` - Signed
    * `reopened` - Reopened """
    actor: str
    at: datetime.datetime
    figures: StepDocumentFigures
    limits: list[LimitDocument]
    note: str | Unset = UNSET
    report_id: None | Unset | UUID = UNSET
    snapshot_hash: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        round_ = self.round_

        position = self.position

        kind: str = self.kind

        actor = self.actor

        at = self.at.isoformat()

        figures = self.figures.to_dict()

        limits = []
        for limits_item_data in self.limits:
            limits_item = limits_item_data.to_dict()
            limits.append(limits_item)

        note = self.note

        report_id: None | str | Unset
        if isinstance(self.report_id, Unset):
            report_id = UNSET
        elif isinstance(self.report_id, UUID):
            report_id = str(self.report_id)
        else:
            report_id = self.report_id

        snapshot_hash = self.snapshot_hash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "round": round_,
                "position": position,
                "kind": kind,
                "actor": actor,
                "at": at,
                "figures": figures,
                "limits": limits,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if report_id is not UNSET:
            field_dict["report_id"] = report_id
        if snapshot_hash is not UNSET:
            field_dict["snapshot_hash"] = snapshot_hash

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit_document import LimitDocument  # noqa: PLC0415
        from ..models.step_document_figures import StepDocumentFigures  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        round_ = d.pop("round")

        position = d.pop("position")

        kind = check_sign_off_step_kind(d.pop("kind"))

        actor = d.pop("actor")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        figures = StepDocumentFigures.from_dict(d.pop("figures"))

        limits = []
        _limits = d.pop("limits")
        for limits_item_data in _limits:
            limits_item = LimitDocument.from_dict(limits_item_data)

            limits.append(limits_item)

        note = d.pop("note", UNSET)

        def _parse_report_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                report_id_type_0 = UUID(data)

                return report_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        report_id = _parse_report_id(d.pop("report_id", UNSET))

        snapshot_hash = d.pop("snapshot_hash", UNSET)

        step_document = cls(
            id=id,
            round_=round_,
            position=position,
            kind=kind,
            actor=actor,
            at=at,
            figures=figures,
            limits=limits,
            note=note,
            report_id=report_id,
            snapshot_hash=snapshot_hash,
        )

        step_document.additional_properties = d
        return step_document

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
