"""The deterministic kernel: exact numbers, units, gases, formulas, hashes. Pure; no input, no output.

Everything a generated agent needs can be imported from here.
"""

from greenlang.engine.canonical_json import canonical_json, sha256_bytes, sha256_of
from greenlang.engine.chain import GENESIS, Segment, chain_hash, merkle_path, merkle_root, root_of_path, segment_fault
from greenlang.engine.choice import choose_formula
from greenlang.engine.contract import (
    Agent,
    AgentContract,
    Binding,
    FactorRequest,
    FactorTable,
    PinnedFactor,
    Resolver,
    calculate,
)
from greenlang.engine.errors import (
    AmbiguousUnit,
    DimensionMismatch,
    FormulaError,
    InvalidFactor,
    InvalidNumber,
    MissingGwp,
    NotCanonical,
    OutOfRange,
    UnitError,
    UnknownGas,
    UnknownUnit,
)
from greenlang.engine.formula import (
    CompiledFormula,
    FactorComponent,
    FactorSlot,
    FormulaDefinition,
    GasResult,
    MemoGas,
    Outcome,
    ParameterUsed,
    ResolvedFactor,
    compile_formula,
    names_used,
    parse_expression,
    render,
)
from greenlang.engine.gases import BUILTIN_GWP, GwpSet, gas_name, is_memo
from greenlang.engine.inputs import InputField, inputs_document, read_inputs
from greenlang.engine.meanings import NumberUnit, applicable, formula_inputs, meaning_of, with_units
from greenlang.engine.methods import METHODS, Method, method
from greenlang.engine.numbers import CONTEXT, canonical_number, exact_sum, parse_number, round_output
from greenlang.engine.outputs import FURTHER_OUTPUTS, NUMERIC_OUTPUTS, is_named, outputs_document, outputs_of_record
from greenlang.engine.provenance import input_hash, result_hash
from greenlang.engine.records import Recipe, Record, recipe_of
from greenlang.engine.units import Quantity, Unit, conversion, parse_unit
from greenlang.engine.version import ENGINE_VERSION
from greenlang.errors import GreenLangError, InvalidInput

__all__ = [
    "BUILTIN_GWP",
    "CONTEXT",
    "ENGINE_VERSION",
    "FURTHER_OUTPUTS",
    "GENESIS",
    "METHODS",
    "NUMERIC_OUTPUTS",
    "Agent",
    "AgentContract",
    "AmbiguousUnit",
    "Binding",
    "CompiledFormula",
    "DimensionMismatch",
    "FactorComponent",
    "FactorRequest",
    "FactorSlot",
    "FactorTable",
    "FormulaDefinition",
    "FormulaError",
    "GasResult",
    "GreenLangError",
    "GwpSet",
    "InputField",
    "InvalidFactor",
    "InvalidInput",
    "InvalidNumber",
    "MemoGas",
    "Method",
    "MissingGwp",
    "NotCanonical",
    "NumberUnit",
    "OutOfRange",
    "Outcome",
    "ParameterUsed",
    "PinnedFactor",
    "Quantity",
    "Recipe",
    "Record",
    "ResolvedFactor",
    "Resolver",
    "Segment",
    "Unit",
    "UnitError",
    "UnknownGas",
    "UnknownUnit",
    "applicable",
    "calculate",
    "canonical_json",
    "canonical_number",
    "chain_hash",
    "choose_formula",
    "compile_formula",
    "conversion",
    "exact_sum",
    "formula_inputs",
    "gas_name",
    "input_hash",
    "inputs_document",
    "is_memo",
    "is_named",
    "meaning_of",
    "merkle_path",
    "merkle_root",
    "method",
    "names_used",
    "outputs_document",
    "outputs_of_record",
    "parse_expression",
    "parse_number",
    "parse_unit",
    "read_inputs",
    "recipe_of",
    "render",
    "result_hash",
    "root_of_path",
    "round_output",
    "segment_fault",
    "sha256_bytes",
    "sha256_of",
    "with_units",
]
