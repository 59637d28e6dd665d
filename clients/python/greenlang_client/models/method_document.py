from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.method_factor import MethodFactor
    from ..models.method_input import MethodInput
    from ..models.method_output import MethodOutput
    from ..models.method_refusal import MethodRefusal


T = TypeVar("T", bound="MethodDocument")


@_attrs_define
class MethodDocument:
    """All of a method; ``mathematics`` is presentation MathML, ``explained`` the same in words, a line each."""

    id: str
    version: str
    title: str
    scope: str
    scope3_category: str
    expression: str
    units: list[str]
    fallback: list[str]
    source: str
    formula_hash: str
    explained: str
    mathematics: str
    inputs: list[MethodInput]
    factors: list[MethodFactor]
    output: MethodOutput
    """ What comes out. """
    origin: str
    assumptions: list[str]
    not_served: list[MethodRefusal]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        title = self.title

        scope = self.scope

        scope3_category = self.scope3_category

        expression = self.expression

        units = self.units

        fallback = self.fallback

        source = self.source

        formula_hash = self.formula_hash

        explained = self.explained

        mathematics = self.mathematics

        inputs = []
        for inputs_item_data in self.inputs:
            inputs_item = inputs_item_data.to_dict()
            inputs.append(inputs_item)

        factors = []
        for factors_item_data in self.factors:
            factors_item = factors_item_data.to_dict()
            factors.append(factors_item)

        output = self.output.to_dict()

        origin = self.origin

        assumptions = self.assumptions

        not_served = []
        for not_served_item_data in self.not_served:
            not_served_item = not_served_item_data.to_dict()
            not_served.append(not_served_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "title": title,
                "scope": scope,
                "scope3_category": scope3_category,
                "expression": expression,
                "units": units,
                "fallback": fallback,
                "source": source,
                "formula_hash": formula_hash,
                "explained": explained,
                "mathematics": mathematics,
                "inputs": inputs,
                "factors": factors,
                "output": output,
                "origin": origin,
                "assumptions": assumptions,
                "not_served": not_served,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.method_factor import MethodFactor  # noqa: PLC0415
        from ..models.method_input import MethodInput  # noqa: PLC0415
        from ..models.method_output import MethodOutput  # noqa: PLC0415
        from ..models.method_refusal import MethodRefusal  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        title = d.pop("title")

        scope = d.pop("scope")

        scope3_category = d.pop("scope3_category")

        expression = d.pop("expression")

        units = cast(list[str], d.pop("units"))

        fallback = cast(list[str], d.pop("fallback"))

        source = d.pop("source")

        formula_hash = d.pop("formula_hash")

        explained = d.pop("explained")

        mathematics = d.pop("mathematics")

        inputs = []
        _inputs = d.pop("inputs")
        for inputs_item_data in _inputs:
            inputs_item = MethodInput.from_dict(inputs_item_data)

            inputs.append(inputs_item)

        factors = []
        _factors = d.pop("factors")
        for factors_item_data in _factors:
            factors_item = MethodFactor.from_dict(factors_item_data)

            factors.append(factors_item)

        output = MethodOutput.from_dict(d.pop("output"))

        origin = d.pop("origin")

        assumptions = cast(list[str], d.pop("assumptions"))

        not_served = []
        _not_served = d.pop("not_served")
        for not_served_item_data in _not_served:
            not_served_item = MethodRefusal.from_dict(not_served_item_data)

            not_served.append(not_served_item)

        method_document = cls(
            id=id,
            version=version,
            title=title,
            scope=scope,
            scope3_category=scope3_category,
            expression=expression,
            units=units,
            fallback=fallback,
            source=source,
            formula_hash=formula_hash,
            explained=explained,
            mathematics=mathematics,
            inputs=inputs,
            factors=factors,
            output=output,
            origin=origin,
            assumptions=assumptions,
            not_served=not_served,
        )

        method_document.additional_properties = d
        return method_document

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
