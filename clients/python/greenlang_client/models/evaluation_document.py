from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EvaluationDocument")


@_attrs_define
class EvaluationDocument:
    """A report with its figures and evidence."""

    id: UUID
    verdict: str
    score: str
    label: str
    provisional: bool
    measured_weight: int
    pack_sha256: str
    report_hash: str
    seconds: str
    measured_at: datetime.datetime
    document: Any
    depth: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        verdict = self.verdict

        score = self.score

        label = self.label

        provisional = self.provisional

        measured_weight = self.measured_weight

        pack_sha256 = self.pack_sha256

        report_hash = self.report_hash

        seconds = self.seconds

        measured_at = self.measured_at.isoformat()

        document = self.document

        depth = self.depth

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "verdict": verdict,
                "score": score,
                "label": label,
                "provisional": provisional,
                "measured_weight": measured_weight,
                "pack_sha256": pack_sha256,
                "report_hash": report_hash,
                "seconds": seconds,
                "measured_at": measured_at,
                "document": document,
            }
        )
        if depth is not UNSET:
            field_dict["depth"] = depth

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        verdict = d.pop("verdict")

        score = d.pop("score")

        label = d.pop("label")

        provisional = d.pop("provisional")

        measured_weight = d.pop("measured_weight")

        pack_sha256 = d.pop("pack_sha256")

        report_hash = d.pop("report_hash")

        seconds = d.pop("seconds")

        measured_at = datetime.datetime.fromisoformat(d.pop("measured_at"))

        document = d.pop("document")

        depth = d.pop("depth", UNSET)

        evaluation_document = cls(
            id=id,
            verdict=verdict,
            score=score,
            label=label,
            provisional=provisional,
            measured_weight=measured_weight,
            pack_sha256=pack_sha256,
            report_hash=report_hash,
            seconds=seconds,
            measured_at=measured_at,
            document=document,
            depth=depth,
        )

        evaluation_document.additional_properties = d
        return evaluation_document

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
