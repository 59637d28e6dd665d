from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.board_sums_by_instrument import BoardSumsByInstrument
    from ..models.board_sums_by_step import BoardSumsByStep
    from ..models.board_sums_unusable import BoardSumsUnusable
    from ..models.waiting_document import WaitingDocument


T = TypeVar("T", bound="BoardSums")


@_attrs_define
class BoardSums:
    """The board's totals by both methods; decimal strings, kg CO2e."""

    lines: int
    refused: int
    kwh: str
    location_kg: str
    market_kg: str
    without_factor_kwh: str
    by_step: BoardSumsByStep
    by_instrument: BoardSumsByInstrument
    """ kWh by the instrument’s id. """
    unusable: BoardSumsUnusable
    """ Why not, by the instrument’s id. """
    disclosures: list[str]
    waiting: WaitingDocument | Unset = UNSET
    """ Rows measured in energy that nothing has calculated: of agents of electricity, and of none yet (``unsaid``).
    """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lines = self.lines

        refused = self.refused

        kwh = self.kwh

        location_kg = self.location_kg

        market_kg = self.market_kg

        without_factor_kwh = self.without_factor_kwh

        by_step = self.by_step.to_dict()

        by_instrument = self.by_instrument.to_dict()

        unusable = self.unusable.to_dict()

        disclosures = self.disclosures

        waiting: dict[str, Any] | Unset = UNSET
        if not isinstance(self.waiting, Unset):
            waiting = self.waiting.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
                "refused": refused,
                "kwh": kwh,
                "location_kg": location_kg,
                "market_kg": market_kg,
                "without_factor_kwh": without_factor_kwh,
                "by_step": by_step,
                "by_instrument": by_instrument,
                "unusable": unusable,
                "disclosures": disclosures,
            }
        )
        if waiting is not UNSET:
            field_dict["waiting"] = waiting

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.board_sums_by_instrument import BoardSumsByInstrument  # noqa: PLC0415
        from ..models.board_sums_by_step import BoardSumsByStep  # noqa: PLC0415
        from ..models.board_sums_unusable import BoardSumsUnusable  # noqa: PLC0415
        from ..models.waiting_document import WaitingDocument  # noqa: PLC0415

        d = dict(src_dict)
        lines = d.pop("lines")

        refused = d.pop("refused")

        kwh = d.pop("kwh")

        location_kg = d.pop("location_kg")

        market_kg = d.pop("market_kg")

        without_factor_kwh = d.pop("without_factor_kwh")

        by_step = BoardSumsByStep.from_dict(d.pop("by_step"))

        by_instrument = BoardSumsByInstrument.from_dict(d.pop("by_instrument"))

        unusable = BoardSumsUnusable.from_dict(d.pop("unusable"))

        disclosures = cast(list[str], d.pop("disclosures"))

        _waiting = d.pop("waiting", UNSET)
        waiting: WaitingDocument | Unset
        if isinstance(_waiting, Unset):
            waiting = UNSET
        else:
            waiting = WaitingDocument.from_dict(_waiting)

        board_sums = cls(
            lines=lines,
            refused=refused,
            kwh=kwh,
            location_kg=location_kg,
            market_kg=market_kg,
            without_factor_kwh=without_factor_kwh,
            by_step=by_step,
            by_instrument=by_instrument,
            unusable=unusable,
            disclosures=disclosures,
            waiting=waiting,
        )

        board_sums.additional_properties = d
        return board_sums

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
