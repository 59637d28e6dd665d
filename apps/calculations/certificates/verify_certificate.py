#!/usr/bin/env python3
# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN204, B905, I001, PTH123
# fmt: off
"""Checks a GreenLang certificate: offline, without the product, with Python's standard library only (3.8 or later).

    python3 verify_certificate.py certificate.json [--key FINGERPRINT]

It makes every calculation again from its inputs, formula and factors and compares every figure; it hashes every record
and follows it through the ledger's hash chain to a checkpoint; it checks the checkpoint's Ed25519 signature. With --key
it insists on the key whose fingerprint the company told you itself: a certificate names its own key, and anybody can
make a key. Exit status: 0 everything holds; 1 something does not; 2 this is no certificate, or it cannot be read.
"""
import ast
import hashlib
import json
import operator as op
import re
import sys
from bisect import bisect
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache

class Broken(Exception):
    """Something does not hold."""
class Unknown(Broken):
    """A unit that is not spelled canonically."""
def need(holds, message):
    if not holds:
        raise Broken(message)

def members(value, names):
    """The object's members in this order; it must have these and no others."""
    need(isinstance(value, dict) and set(value) == set(names.split()), f"an object should have {names}")
    return [value[name] for name in names.split()]

def canonical(value):
    """Canonical JSON: sorted keys, no blanks, no numbers (a quantity is text); a hash of it means the value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")

def sha256(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()
# ---- Ed25519 (RFC 8032): points in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def add(left, right):
    (x, y, z, t), (x2, y2, z2, t2) = left, right
    a, b, c, d = (y - x) * (y2 - x2), (y + x) * (y2 + x2), 2 * t * t2 * D, 2 * z * z2
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P

def times(scalar, point):
    found = (0, 1, 1, 0)
    while scalar:
        found = add(found, point) if scalar & 1 else found
        point, scalar = add(point, point), scalar >> 1
    return found

def point_of(content):
    sign, y = divmod(int.from_bytes(content, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    need(y < P and not (x * x - square) % P and (x or not sign), "a key or a signature is no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P

BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def check_signature(body, key, signature, what):
    """Only with the signature (64 bytes in hex) that the key (32 bytes in hex) made of this statement."""
    for text, digits in ((key, 64), (signature, 128)):
        need(isinstance(text, str) and re.fullmatch(f"[0-9a-f]{{{digits}}}", text), f"{what}: no key or no signature")
    public, r, s = bytes.fromhex(key), bytes.fromhex(signature[:64]), bytes.fromhex(signature[64:])
    message = r + public + b"greenlang-statement-v1\n" + canonical(body)
    h, s = (int.from_bytes(found, "little") for found in (hashlib.sha512(message).digest(), s))
    a, b = times(s, BASE), add(point_of(r), times(h % Q, point_of(public)))
    fits = s < Q and not (a[0] * b[2] - b[0] * a[2]) % P and not (a[1] * b[2] - b[1] * a[2]) % P
    need(fits, f"{what}: the signature does not fit")

# ---- Numbers: text is read exactly; there is one rounding, to 28 significant digits, half to even.
MOST_BITS, MOST_DIGITS = 131_072, 2500
ROUNDING = Context(prec=28, rounding=ROUND_HALF_EVEN)
EXACT = Context(prec=MOST_DIGITS, traps=[Inexact])
NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?"

def number(text):
    fits = isinstance(text, str) and len(text) <= MOST_DIGITS and re.fullmatch(NUMBER, text) and text != "-0"
    need(fits, f"{str(text)[:40]!r} is no number in canonical form")
    return Fraction(text)

def whole(text):
    need(isinstance(text, str) and re.fullmatch("[1-9][0-9]{0,17}", text), f"{str(text)[:20]!r} counts nothing")
    return int(text)

def bounded(value, times=1):
    bits = max(value.numerator.bit_length(), value.denominator.bit_length())
    need(bits * abs(times) <= MOST_BITS, "a number is too large")
    return value

def text_of(value, context=EXACT):
    """Plain notation, without trailing zeros; a number that has no end in decimals is refused."""
    text = format(context.divide(Decimal(value.numerator), Decimal(value.denominator)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

# ---- Units: what each is worth, exactly, and what it measures; tags in parentheses keep apart what must not be mixed.
POUND, FOOT, INCH, MILE, BTU, CALORIE, HOUR, GALLON, IMPERIAL = (Fraction(n) for n in (
    "0.45359237", "0.3048", "0.0254", "1609.344", "1055.05585262", "4.1868", "3600", "0.003785411784", "0.00454609"))
TIMES = (("", 1), ("k", 10**3), ("M", 10**6), ("G", 10**9), ("T", 10**12))
TABLE = {
    "mass": {"mg": Fraction(1, 10**6), "g": Fraction(1, 1000), "kg": 1, "t": 1000, "kt": 10**6, "Mt": 10**9,
             "oz": POUND / 16, "lb": POUND, "short_ton": 2000 * POUND, "long_ton": 2240 * POUND},
    "energy": {**{p + "J": n for p, n in TIMES}, **{p + "Wh": HOUR * n for p, n in TIMES}, "PJ": 10**15, "Btu": BTU,
               "kBtu": BTU * 10**3, "mmBtu": BTU * 10**6, "therm": BTU * 10**5, "dekatherm": BTU * 10**6,
               "cal_IT": CALORIE, "kcal_IT": CALORIE * 10**3, "Gcal_IT": CALORIE * 10**9, "toe": CALORIE * 10**10},
    "power": {p + "W": n for p, n in TIMES},
    "volume": {"mL": Fraction(1, 10**6), "L": Fraction(1, 1000), "kL": 1, "m3": 1, "ML": 1000, "in3": INCH**3,
               "ft3": FOOT**3, "US_gallon": GALLON, "imperial_gallon": IMPERIAL, "oil_barrel": 42 * GALLON},
    "volume reference:60F": {"scf": FOOT**3, "Mscf": 1000 * FOOT**3, "MMscf": 10**6 * FOOT**3},
    "volume reference:0C": {"Nm3": 1}, "volume reference:15C": {"Sm3": 1},
    "distance": {"m": 1, "km": 1000, "ft": FOOT, "mile": MILE, "nautical_mile": 1852},
    "area": {"m2": 1, "ft2": FOOT**2, "ha": 10**4, "acre": 4840 * (3 * FOOT) ** 2},
    "time": {"s": 1, "min": 60, "h": HOUR, "day": 24 * HOUR, "night": 24 * HOUR, "week": 168 * HOUR},
    "mass distance": {"tkm": 10**6, "short_ton_mile": 2000 * POUND * MILE}, "amount": {"mol": 1, "kmol": 1000},
    "passenger distance": {"pkm": 1000, "passenger_mile": MILE}, "room time": {"room_night": 24 * HOUR},
    "vehicle distance": {"vkm": 1000, "vehicle_mile": MILE}, "person time": {"person_hour": HOUR}, "count": {"item": 1},
    "temperature": {"K": 1}, **{name: {name: 1} for name in ("passenger", "vehicle", "room", "person")},
    "": {"%": Fraction(1, 100)},
}
UNITS = {name: (worth, kinds.split()) for kinds, units in TABLE.items() for name, worth in units.items()}
TAGS = {"mass": "substance", "amount": "substance", "energy": "basis", "volume": "reference"}
COMPOSED = {"energy": {"mass": 1, "distance": 2, "time": -2}, "power": {"mass": 1, "distance": 2, "time": -3},
            "volume": {"distance": 3}, "area": {"distance": 2}}

class Unit:
    """The canonical text of a unit, read: ``kg(CO2)/mmBtu(HHV)`` is kg tagged CO2, per mmBtu tagged HHV."""
    def __init__(self, text):
        self.text, self.worth, self.kind, sign = text, Fraction(1), {}, 1
        need(isinstance(text, str) and len(text) <= 120, "a unit is missing")
        self.parts = re.split(r"([*/])", text)
        for part in self.parts:
            found = re.fullmatch(r"([A-Za-z_0-9%]+)(?:\(([A-Za-z0-9_. -]+)\))?(?:\^([1-9]))?", part)
            sign = {"*": 1, "/": -1}.get(part, sign)
            if part in ("*", "/", "1"):
                continue
            if not found or (found[1] not in UNITS and not re.fullmatch("[A-Z]{3}", found[1])):
                raise Unknown(f"the unit {text!r} is unknown")
            (worth, kinds), power = UNITS.get(found[1], (1, [found[1]])), sign * int(found[3] or 1)  # else a currency
            tag = [f"{TAGS.get(' '.join(kinds), 'tag')}:{found[2]}"] if found[2] else []
            self.worth *= Fraction(worth) ** power
            for kind in kinds + tag:
                for base, count in COMPOSED.get(kind, {kind: 1}).items():
                    self.kind[base] = self.kind.get(base, 0) + count * power
        self.kind = {base: power for base, power in self.kind.items() if power}

    def of_gas(self, gas):
        """The same of the mass of this gas: the first mass above the line is tagged."""
        for i, part in enumerate(self.parts):
            symbol, _, tag = part.partition("(")
            if (i == 0 or self.parts[i - 1] == "*") and symbol in {*TABLE["mass"], *TABLE["amount"]}:
                need(tag in ("", gas + ")"), f"{self.text} is no mass of {gas}")
                return Unit("".join([*self.parts[:i], f"{symbol}({gas})", *self.parts[i + 1 :]]))
        raise Broken(f"{self.text} is no mass of {gas}")

# ---- The formula language: + - * / ^, min, max, abs, if(a < b, c, d); read by Python's parser, worked out here.
TOKEN = re.compile(r" *([0-9]+(?:\.[0-9]+)?|[A-Za-z][A-Za-z0-9_]*|<=|>=|==|!=|[-+*/^(),<>])")
WORKS = {ast.Add: op.add, ast.Sub: op.sub, ast.Mult: op.mul, ast.Div: op.truediv, ast.Lt: op.lt, ast.LtE: op.le,
         ast.Gt: op.gt, ast.GtE: op.ge, ast.Eq: op.eq, ast.NotEq: op.ne, "min": min, "max": max, "abs": abs}

def formula(text):
    """The tree of an expression; numbers and names are spelled so that Python's parser sees nothing but names."""
    need(isinstance(text, str) and len(text) <= 2000, "the formula is missing or too long")
    tokens = TOKEN.findall(text)
    need("".join(tokens) == text.replace(" ", ""), "the formula cannot be read")
    spelled = ["d_" + t.replace(".", "_") if t[0].isdigit() else "n_" + t if t[0].isalpha() else t for t in tokens]
    return ast.parse(" ".join(spelled).replace("^", "**"), mode="eval").body

def value_of(node, values):
    if isinstance(node, ast.Name):
        kind, text = node.id[:2], node.id[2:]
        return values[text] if kind == "n_" else Fraction(text.replace("_", "."))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -value_of(node.operand, values)
    if isinstance(node, ast.Call) and node.func.id == "n_if":
        test, then, otherwise = node.args
        holds = WORKS[type(test.ops[0])](value_of(test.left, values), value_of(test.comparators[0], values))
        return value_of(then if holds else otherwise, values)
    if isinstance(node, ast.Call):
        return WORKS[node.func.id[2:]](*[value_of(part, values) for part in node.args])
    need(isinstance(node, ast.BinOp), "the formula cannot be read")
    left, right = value_of(node.left, values), value_of(node.right, values)
    if isinstance(node.op, ast.Pow):
        return bounded(left, right) ** int(right)
    return bounded(WORKS[type(node.op)](left, right))
# ---- A calculation, made again from its recipe (formula, factors, warming potentials) and its inputs.
MEMO = re.compile(r"(?:HCFC|CFC|Halon)-.+|CCl4|CH3CCl3|CH3Br")
MARKET = {"electricity-instrument", "electricity-contract", "electricity-supplier-rate", "residual-mix"}
FIXED, unit_of = {"CO2": 1, "CO2e": 1, "CO2_biogenic": 0}, lru_cache(4096)(Unit)

class Recipe:
    """How calculations are made. What is shown for people is held against what was resolved, word by word."""
    def __init__(self, document):
        names = "formula bound resolved parameters gases memo gwp result_unit emission_factor schema requests agent"
        shown, self.bound, factors, self.parameters, self.gases, self.memo, gwp, unit, ef, *_ = members(document, names)
        self.formula_hash, self.gwp, self.unit, self.notes = shown["hash"], gwp["id"], unit, set()
        self.definition = definition = shown["definition"]
        need(sha256(canonical(definition)) == self.formula_hash, "the formula does not give its hash")
        scope, asked = definition["scope"], {r["category"] for r in document["requests"].values() if r}
        by = "market" if asked & MARKET or ", market-based method:" in definition["source"] else "location"
        self.scope = f"2, {by}-based" if scope == "2" else scope
        self.tree = formula(definition["expression"])
        slots = {name: Unit(slot["unit"]) for name, slot in definition["factors"].items()}
        (self.ef,) = [name for name, slot in definition["factors"].items() if slot["per_gas"] is True]
        fits = set(factors) == set(slots) == {p["name"] for p in self.parameters} | {self.ef}
        need(fits and set(self.bound) == set(definition["inputs"]), "the formula's inputs or factors are others")
        self.symbol, _, self.gas = definition["output_unit"].rstrip(")").partition("(")
        pattern = "{} = sum over gases of ({}) * GWP" if self.gas == "CO2e" else "{} = {}, for " + self.gas
        fits = shown["expression"] == pattern.format(definition["output_name"], definition["expression"])
        need(fits and self.unit == f"{self.symbol} {self.gas}", "the formula or the unit that is shown is another")
        named = [(p["name"], p) for p in self.parameters]
        self.worths = {name: self.worth(factors[name]["components"], p, slots[name]) for name, p in named}
        factor, names = factors[self.ef], [g["gas"] for g in self.gases]
        total = factor.get("published_total")
        found = factor["components"] + [dict(total, gas="CO2e_rounding") for name in names if name == "CO2e_rounding"]
        need(len(set(names)) == len(names) == len(found), "a gas is missing or stands there twice")
        self.efs = [self.worth([c for c in found if c["gas"] == g["gas"]], g, slots[self.ef]) for g in self.gases]
        parts = [g for g in self.gases if g["gas"] not in ("CO2_biogenic", "CO2e_rounding")]
        wins = total and self.gas == "CO2e" and all(
            g["gwp"] == ("1" if g["gas"] == "CO2" else g.get("as_co2e_at")) for g in parts)
        need(wins or "CO2e_rounding" not in names, "the published total does not apply here")
        line = wins and dict(total, gwp="1", mass_unit="kg", unit=Unit(total["unit"]).of_gas("CO2e").text)
        self.total = self.worth([total], line, slots[self.ef]) if wins else None
        need([m["gas"] for m in self.memo] == [n for n in names if MEMO.fullmatch(n)], "the memo gases are others")
        first = next((g for g in self.gases if g["gas"] == "CO2"), self.gases[0])
        copied = ("source", "table", "activity", "region", "basis", "data_year", "citation", "licence", "steps")
        expected = dict({n: factor[n] for n in copied}, **{n: first[n] for n in ("gas", "ef_cid", "value", "unit")})
        need(ef == dict(expected, slot=self.ef, version=factor["edition"]), "the factor that is shown is another")

    def worth(self, components, shown, slot):
        """A factor's value in base units."""
        gas, at, (component,) = shown.get("gas", "").replace("_rounding", ""), shown.get("as_co2e_at"), components
        same = all(component.get(name) == shown.get(name) for name in ("ef_cid", "value", "as_co2e_at"))
        need(same, "a factor that is shown is another than the one that was found")
        unit = Unit(shown["unit"])
        try:
            published = Unit(component["unit"]).of_gas("CO2e" if at else gas) if gas else Unit(component["unit"])
            need(published.text == unit.text, f"the factor's unit is {published.text}, not {unit.text}")
        except Unknown:
            self.notes.add(f"A source spells its unit {component['unit']!r}; it was taken as {unit.text}.")
        if gas:
            potential, slot = number(shown["gwp"]), slot.of_gas(gas)
            unit = Unit(unit.text.replace("(CO2e)", "")).of_gas(gas) if at else unit
            fits = potential == (0 if MEMO.fullmatch(gas) else FIXED.get(gas, potential)) and shown["mass_unit"] == "kg"
            need(fits, f"{gas} cannot have this warming potential, or not this unit of mass")
        need(unit.kind == slot.kind, f"{unit.text} does not fit the formula")
        return number(component["value"]) * unit.worth / (number(at) if at else 1)

    def again(self, inputs, sign):
        """Everything a record states, worked out anew: masses, result, CO2e, biogenic CO2 and the outcome's hash."""
        values = dict(self.worths)
        for name, declared in self.definition["inputs"].items():
            key, unit = members(at, "input unit") if isinstance(at := self.bound[name], dict) else (at, "1")
            value, unit = members(inputs[key], "value unit") if isinstance(inputs[key], dict) else (inputs[key], unit)
            need(unit_of(unit).kind == unit_of(declared).kind, f"the input {name} is in {unit}, not in {declared}")
            values[name] = number(value) * unit_of(unit).worth
        masses, total = {}, Fraction()
        for shown, factor in zip(self.gases, self.efs):
            mass = sign * Fraction(text_of(value_of(self.tree, dict(values, **{self.ef: factor})), ROUNDING))
            masses[shown["gas"]] = mass = mass - total if shown["gas"] == "CO2e_rounding" else mass
            total += mass * number(shown["gwp"])
        if self.total is not None and "CO2e_rounding" not in masses:
            published = text_of(value_of(self.tree, dict(values, **{self.ef: self.total})), ROUNDING)
            need(sign * Fraction(published) == total, "the published total is left out")
        result = text_of((total if self.gas == "CO2e" else masses[self.gas]) / TABLE["mass"][self.symbol])
        biogenic = text_of(masses.get("CO2_biogenic", Fraction()))
        lines = [dict(g, mass=text_of(masses[g["gas"]])) for g in self.gases + self.memo]
        lines = [dict(g, co2e=text_of(number(g["mass"]) * number(g["gwp"]))) if "gwp" in g else g for g in lines]
        outcome = {"gases": lines[: len(self.gases)], "result": result, "result_unit": self.unit,
                   "co2_biogenic": biogenic, "parameters": self.parameters}
        outcome.update({"memo": lines[len(self.gases) :]} if self.memo else {})
        hashed = sha256(canonical({"formula_hash": self.formula_hash, "gwp_set": self.gwp, "outcome": outcome}))
        return [line["mass"] for line in lines], result, text_of(total), biogenic, hashed
# ---- The ledger: a record's hash leads through its segment and the chain to a checkpoint, which is signed.
def root_of(leaf, path, index, width):
    """The segment's root, from a record's hash and its neighbours on the way up."""
    while width > 1:
        if index ^ 1 < width:
            pair = path.pop(0) + leaf if index & 1 else leaf + path.pop(0)
            leaf = hashlib.sha256(b"\x01" + pair).digest()
        index, width = index // 2, (width + 1) // 2
    return "sha256:" + leaf.hex() if not path else None

def check_keys(rotations, last):
    """Until when each key's signatures count; every hand-over is signed by the old key and by the new one."""
    until = {last: "9"}
    for rotation in reversed(rotations):
        body, old_signature, new_signature = members(rotation, "body old_signature new_signature")
        schema, old, new, _, end = members(body, "schema old new at until")
        need(schema == "greenlang.key-rotation/1" and new == last and old not in until, "the keys do not follow")
        check_signature(body, old, old_signature, "the rotation, by the old key")
        check_signature(body, new, new_signature, "the rotation, by the new key")
        until[old], last = end, old
    return until

def check_statement(statement, keys, schema, more, what):
    body, key, signature = members(statement, "body key signature")
    found_schema, at, *found = members(body, "schema at " + more)
    need(found_schema == schema and at <= keys.get(key, ""), f"{what}: another kind, or a key that does not count")
    check_signature(body, key, signature, what)
    return found

def check_run(run, tenant, keys):
    """A stretch of the chain that ends with a checkpoint; its segments, each checked, by their first record."""
    previous, segments, checkpoint = members(run, "previous segments checkpoint")
    found, place = {}, whole(segments[0]["first_sequence"])
    for segment in segments:
        first, count, root, chain = members(segment, "first_sequence count root chain_hash")
        text = "\n".join(("greenlang-chain-v2", tenant, str(place), count, previous, root))
        need(first == str(place) and sha256(text.encode()) == chain, f"record {place}: the chain hash does not follow")
        found[place], place, previous = segment, place + whole(count), chain
    more = "tenant_id number previous sequence chain_hash"
    signed = check_statement(checkpoint, keys, "greenlang.checkpoint/1", more, f"the checkpoint at record {place - 1}")
    need(signed == [tenant, *signed[1:3], str(place - 1), previous], "NOT ANCHORED: the checkpoint is of another chain")
    return found

def check_record(entry, tenant, segments, firsts, recipes):
    """One record: its place in the ledger, and its calculation made again. Gives scope, CO2e and biogenic CO2 in kg."""
    sequence, record, input_hash, result_hash, path = members(entry, "sequence record input_hash result_hash path")
    names = "schema tenant_id recipe masses result co2e co2_biogenic id reverses inputs activity_id period_id source"
    schema, owner, recipe, *stated = members(record, names + " recorded_at")
    place, leaf = whole(sequence), hashlib.sha256(canonical(record)).digest()
    segment = segments[first := firsts[bisect(firsts, place) - 1]]
    need(first <= place < first + whole(segment["count"]), "NOT ANCHORED: no checkpoint covers it")
    root = root_of(leaf, [bytes.fromhex(step) for step in path], place - first, whole(segment["count"]))
    need((schema, owner, root) == ("2", tenant, segment["root"]), "it is not the record that stands in the ledger")
    again = recipes[recipe].again(record["inputs"], -1 if record["reverses"] else 1)
    for what, found, said in zip(("masses", "result", "CO2e", "biogenic", "hash"), again, [*stated[:4], result_hash]):
        need(said == found, f"worked out anew, its {what} is {found}, not {said}")
    need(sha256(canonical(record["inputs"])) == input_hash, "the inputs do not give their hash")
    return recipes[recipe].scope, number(record["co2e"]), number(record["co2_biogenic"])

def check(document, pinned):
    """The whole certificate; gives lines that tell what it proves."""
    names = "schema tenant_id subject recipes records runs rotations seal"
    schema, tenant, subject, recipes, records, runs, rotations, seal = members(document, names)
    rest = sha256(canonical({name: value for name, value in document.items() if name != "seal"}))
    need(schema == "greenlang.certificate/1" and seal["body"]["sha256"] == rest, "the seal is of another certificate")
    keys = check_keys(rotations, seal["key"])
    check_statement(seal, keys, "greenlang.certificate-seal/1", "sha256", "the seal")
    prints = {key: sha256(bytes.fromhex(key))[7:] for key in keys}
    need(not pinned or pinned in prints.values(), "its key is not the one you named")
    (kind, name), totals, before = members(subject, "kind id"), {}, 0
    need(records and runs, "NOT ANCHORED: there is no record or no checkpoint")
    member, most = {"calculation": ("id", 1), "period": ("period_id", len(records))}[kind]
    need(len(records) <= most and {e["record"][member] for e in records} == {name}, f"it is of another {kind}")
    segments = {first: found for run in runs for first, found in check_run(run, tenant, keys).items()}
    firsts = sorted(segments)
    read = {named: Recipe(recipe) for named, recipe in recipes.items() if sha256(canonical(recipe)) == named}
    for entry in records:
        try:
            need(before < whole(entry["sequence"]), "out of order or twice")
            scope, *amounts = check_record(entry, tenant, segments, firsts, read)
        except (Broken, ArithmeticError, LookupError) as error:
            raise Broken(f"record {entry['sequence']}, calculation {entry['record']['id']}: {error}") from None
        before, totals[scope] = whole(entry["sequence"]), [a + b for a, b in zip(totals.get(scope, (0, 0)), amounts)]
    last = runs[-1]["checkpoint"]["body"]
    return [
        f"HOLDS: {kind} {name}, {len(records)} calculation(s) of tenant {tenant}.",
        "Each was made again from its inputs, formula and factors: every figure and every hash is the same.",
        f"Each record leads through the ledger to a signed checkpoint, the last one {last['number']} of {last['at']}.",
        *(f"Scope {scope}: {text_of(a)} kg CO2e, and {text_of(b)} kg of biogenic CO2 apart." for scope, (a, b) in
          sorted(totals.items())), *sorted({note for recipe in read.values() for note in recipe.notes}),
        f"The fingerprint (SHA-256) of the key is {prints[seal['key']]}.",
        "A key you named leads to it." if pinned else "Compare it with what the company told you, or name that: --key."]

def main(arguments):
    pinned = "".join(arguments[2:]).lower().replace(":", "") if arguments[1:2] == ["--key"] else ""
    if not arguments or (arguments[1:] and len(pinned) != 64):
        return print("Usage: python3 verify_certificate.py certificate.json [--key FINGERPRINT of 64 digits]") or 2
    try:
        with open(arguments[0], "rb") as file:
            content = file.read()
        document = json.loads(content, parse_int=str, parse_float=str)
        need("schema" in document and "seal" in document, "it has no seal")
    except Exception as error:
        return print(f"This is no certificate, or it cannot be read: {ascii(str(error))[1:-1][:400]}") or 2
    try:
        need(canonical(document) + b"\n" == content, "the file is not written as a certificate is; it was changed")
        print(*(ascii(line)[1:-1] for line in check(document, pinned)), sep="\n")
        return 0
    except Broken as error:
        print(f"DOES NOT HOLD: {ascii(str(error))[1:-1][:400]}")
    except Exception as error:
        print(f"DOES NOT HOLD: it is not built as a certificate is ({type(error).__name__}: {ascii(str(error))[:80]})")
    return 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
