"""Writes a formula as presentation MathML, for pages; the text form is in `render`."""

from html import escape

from greenlang.engine.formula.ast import Binary, Call, Choice, Condition, Name, Negation, Node, Number, Power
from greenlang.engine.numbers import canonical_number

_SIGNS = {"*": "×", "-": "−", "<": "&lt;", ">": "&gt;", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}

_OVER_GASES = "<munder><mo>∑</mo><mtext>gases</mtext></munder><msub><mi>GWP</mi><mtext>gas</mtext></msub>"


def to_mathml(node: Node, *, name: str = "", over_gases: bool = False) -> str:
    """A ``<math>`` element of the expression, ``name =`` before it where one is given.

    ``over_gases`` writes what becomes of it: the sum over the gases of each gas's GWP times the expression.
    """
    markup = f"<mrow>{_OVER_GASES}{_sign('*')}{_factor(node, _markup(node))}</mrow>" if over_gases else _markup(node)
    given = f"<mrow>{_named(name)}{_sign('=')}{markup}</mrow>" if name else markup
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{given}</math>'


def _markup(node: Node) -> str:
    match node:
        case Number(value):
            return f"<mn>{canonical_number(value)}</mn>"
        case Name(name):
            return _named(name)
        case Negation(operand):
            return f"<mrow>{_sign('-')}{_within(operand, Binary)}</mrow>"
        case Power(base, exponent):
            sign = "−" if exponent < 0 else ""
            return f"<msup>{_within(base, Binary, Negation, Power)}<mn>{sign}{abs(exponent)}</mn></msup>"
        case Binary("/", left, right):
            return f"<mfrac>{_markup(left)}{_markup(right)}</mfrac>"
        case Binary():
            return _operation(node)
        case Call("abs", (argument,)):
            return f"<mrow><mo>|</mo>{_markup(argument)}<mo>|</mo></mrow>"
        case Call(function, arguments):
            listed = _sign(",").join(_markup(argument) for argument in arguments)
            return f"<mrow><mi>{function}</mi>{_fenced(listed)}</mrow>"
        case Choice(condition, then, otherwise):
            return _cases(condition, then, otherwise)


def _operation(node: Binary) -> str:
    left, right = _markup(node.left), _markup(node.right)
    if node.operator == "*":
        left, right = _factor(node.left, left), _factor(node.right, right)
    elif isinstance(node.right, Negation) or (isinstance(node.right, Binary) and node.right.operator in "+-"):
        right = _fenced(right)
    return f"<mrow>{left}{_sign(node.operator)}{right}</mrow>"


def _factor(node: Node, markup: str) -> str:
    is_sum = isinstance(node, Binary) and node.operator in "+-"
    return _fenced(markup) if is_sum or isinstance(node, Negation) else markup


def _cases(condition: Condition, then: Node, otherwise: Node) -> str:
    compared = f"{_markup(condition.left)}{_sign(condition.comparison)}{_markup(condition.right)}"
    rows = (
        f"<mtr><mtd>{_markup(then)}</mtd><mtd><mtext>if </mtext>{compared}</mtd></mtr>"
        f"<mtr><mtd>{_markup(otherwise)}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>"
    )
    return f"<mrow><mo>{{</mo><mtable>{rows}</mtable></mrow>"


def _within(node: Node, *kinds: type) -> str:
    markup = _markup(node)
    return _fenced(markup) if isinstance(node, kinds) else markup


def _fenced(markup: str) -> str:
    return f"<mrow><mo>(</mo>{markup}<mo>)</mo></mrow>"


def _named(name: str) -> str:
    return f"<mi>{escape(name)}</mi>"


def _sign(operator: str) -> str:
    return f"<mo>{_SIGNS.get(operator, operator)}</mo>"
