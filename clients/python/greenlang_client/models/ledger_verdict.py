from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.ledger_verdict_first_bad_type_0 import LedgerVerdictFirstBadType0
    from ..models.ledger_verdict_last_checkpoint_type_0 import (
        LedgerVerdictLastCheckpointType0,
    )
    from ..models.ledger_verdict_purged_item import LedgerVerdictPurgedItem
    from ..models.ledger_verdict_restorations_item import LedgerVerdictRestorationsItem


T = TypeVar("T", bound="LedgerVerdict")


@_attrs_define
class LedgerVerdict:
    """Whether the chain holds, or the first record that does not."""

    holds: bool
    records: int
    head_sequence: int
    head_hash: str
    anchored: bool
    unanchored_records: int
    last_checkpoint: LedgerVerdictLastCheckpointType0 | None
    purged: list[LedgerVerdictPurgedItem]
    restorations: list[LedgerVerdictRestorationsItem]
    notes: list[str]
    first_bad: LedgerVerdictFirstBadType0 | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.ledger_verdict_first_bad_type_0 import LedgerVerdictFirstBadType0  # noqa: PLC0415
        from ..models.ledger_verdict_last_checkpoint_type_0 import (
            LedgerVerdictLastCheckpointType0,  # noqa: PLC0415
        )

        holds = self.holds

        records = self.records

        head_sequence = self.head_sequence

        head_hash = self.head_hash

        anchored = self.anchored

        unanchored_records = self.unanchored_records

        last_checkpoint: dict[str, Any] | None
        if isinstance(self.last_checkpoint, LedgerVerdictLastCheckpointType0):
            last_checkpoint = self.last_checkpoint.to_dict()
        else:
            last_checkpoint = self.last_checkpoint

        purged = []
        for purged_item_data in self.purged:
            purged_item = purged_item_data.to_dict()
            purged.append(purged_item)

        restorations = []
        for restorations_item_data in self.restorations:
            restorations_item = restorations_item_data.to_dict()
            restorations.append(restorations_item)

        notes = self.notes

        first_bad: dict[str, Any] | None
        if isinstance(self.first_bad, LedgerVerdictFirstBadType0):
            first_bad = self.first_bad.to_dict()
        else:
            first_bad = self.first_bad

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "holds": holds,
                "records": records,
                "head_sequence": head_sequence,
                "head_hash": head_hash,
                "anchored": anchored,
                "unanchored_records": unanchored_records,
                "last_checkpoint": last_checkpoint,
                "purged": purged,
                "restorations": restorations,
                "notes": notes,
                "first_bad": first_bad,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ledger_verdict_first_bad_type_0 import LedgerVerdictFirstBadType0  # noqa: PLC0415
        from ..models.ledger_verdict_last_checkpoint_type_0 import (
            LedgerVerdictLastCheckpointType0,  # noqa: PLC0415
        )
        from ..models.ledger_verdict_purged_item import LedgerVerdictPurgedItem  # noqa: PLC0415
        from ..models.ledger_verdict_restorations_item import (
            LedgerVerdictRestorationsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        holds = d.pop("holds")

        records = d.pop("records")

        head_sequence = d.pop("head_sequence")

        head_hash = d.pop("head_hash")

        anchored = d.pop("anchored")

        unanchored_records = d.pop("unanchored_records")

        def _parse_last_checkpoint(data: object) -> LedgerVerdictLastCheckpointType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                last_checkpoint_type_0 = LedgerVerdictLastCheckpointType0.from_dict(data)

                return last_checkpoint_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LedgerVerdictLastCheckpointType0 | None, data)

        last_checkpoint = _parse_last_checkpoint(d.pop("last_checkpoint"))

        purged = []
        _purged = d.pop("purged")
        for purged_item_data in _purged:
            purged_item = LedgerVerdictPurgedItem.from_dict(purged_item_data)

            purged.append(purged_item)

        restorations = []
        _restorations = d.pop("restorations")
        for restorations_item_data in _restorations:
            restorations_item = LedgerVerdictRestorationsItem.from_dict(restorations_item_data)

            restorations.append(restorations_item)

        notes = cast(list[str], d.pop("notes"))

        def _parse_first_bad(data: object) -> LedgerVerdictFirstBadType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                first_bad_type_0 = LedgerVerdictFirstBadType0.from_dict(data)

                return first_bad_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LedgerVerdictFirstBadType0 | None, data)

        first_bad = _parse_first_bad(d.pop("first_bad"))

        ledger_verdict = cls(
            holds=holds,
            records=records,
            head_sequence=head_sequence,
            head_hash=head_hash,
            anchored=anchored,
            unanchored_records=unanchored_records,
            last_checkpoint=last_checkpoint,
            purged=purged,
            restorations=restorations,
            notes=notes,
            first_bad=first_bad,
        )

        ledger_verdict.additional_properties = d
        return ledger_verdict

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
