"""What CPython makes of `format.format(...)`: the text, or the error's type and text.

The input is [format, values]: an array holds the arguments by position, {"$dict": ...} those by name.
"""

import random

from random_values import integer, number, simple, text, value
from values import encode, instance, moment, outcome

INT_TYPES = "bcdnoxX"
FLOAT_TYPES = "eEfFgGn%"
TYPES = "bcdeEfFgGnosxX%"
NAN, INFINITY = float("nan"), float("inf")
RECORD = instance("Record", name="root", level=20, tags=["a", {"k": "v", 0: "zero"}], inner=instance("Inner", x=1.5))
DATE = moment(1784116803678)

OTHERS = {
    "the type decides what a value may be": [
        (f"{{:{type}}}", (argument,))
        for type in [*TYPES, "", "i", "\0", "\x7f", "é", "😀", "dd", "\n"]
        for argument in ["x", "", "😀", None, True, 0, -1, 65, 1.5, -0.0, NAN, -INFINITY, b"a", [1], (1,), {"a": 1}, 2**70]
        + ([10**310, 0x10FFFF, 0x110000, 0xD800] if type in ("c", "f", "d") else [])
    ],
    "fill and align": [
        (f"{{:{fill}{align}{width}{type}}}|", (argument,))
        for fill in ["", "*", "0", " ", "<", "=", "é", "😀", "\ud800", "+", "1", "z", "#", ","]
        for align in "<>=^"
        for width, type, argument in [("7", "", "ab"), ("7", "d", -42), ("8", ".1f", 2.5), ("6", "s", "😀"), ("05", "", 7), ("0", "", 7),
            ("", "", "x")]
    ],
    "sign, z, #, 0 and width": [
        (f"{{:{sign}{zero}{alternate}{pad}{width}{type}}}|", (argument,))
        for type, argument in [("d", 42), ("x", -255), ("X", 255), ("b", 5), ("o", 8), (".1f", -0.04), ("e", 0.5), ("", 1.0),
            ("g", INFINITY), ("", "ab")]
        for sign in ["", "+", "-", " "]
        for zero in ["", "z"]
        for alternate in ["", "#"]
        for pad, width in [("", ""), ("", "9"), ("0", "9")]
    ],
    "groups of digits": [
        (f"{{:{pad}{width}{separator}{precision}{type}}}|", (argument,))
        for type, argument in [("d", 1234567), ("", -1234), ("x", 2**40), ("b", 1000), ("o", 4095), ("f", 1234567.891), ("e", 12345.6),
            ("g", 1e5)]
        + [("%", 1234.5), ("", 1e16), ("", 123456.7), ("", 5), ("", NAN), ("n", 12345), ("c", 65), ("s", "abc"), ("", "abc")]
        for separator in [",", "_"]
        for pad, width in [("", ""), ("0", "8"), ("0", "9"), ("", "12"), ("*=", "12"), ("0=", "12"), ("0>", "12")]
        for precision in ([""] if type in ("d", "x", "b", "o", "c") else ["", ".2"])
    ],
    "zeros that fill are grouped": [
        (f"{{:0{width}{separator}{type}}}", (argument,))
        for width in range(1, 14)
        for separator, type, argument in [(",", "d", 1), (",", "d", -12), ("_", "x", 255), (",", ".1f", 1.5), ("_", "+d", 0),
            (",", "", INFINITY)]
    ],
    "floats without a type": [
        (f"{{:{alternate}{precision}}}", (argument,))
        for alternate in ["", "#"]
        for precision in ["", ".0", ".1", ".2", ".3", ".5", ".16", ".17", ".30"]
        for argument in [0.0, -0.0, 1.0, 9.5, 9.99, 99.5, 100.0, 123456.789, 1e15, 1e16, 1e-4, 1.5e-5, 0.1, 5e-324, 1e300, NAN, INFINITY]
    ],
    "halves go to the even digit": [
        (f"{{:.{precision}{letter}}}", (float(count) / 2**precision / 2,))
        for precision in range(4)
        for letter in "feg%"
        for count in (1, 3, 5, 7, 25, 199)
    ],
    "text is counted in code points": [
        (form, (argument,))
        for form in ["{:5}|", "{:<5}|", "{:^5}|", "{:>5}|", "{:.1}|", "{:.2}|", "{:5.1}|", "{!r:.3}|", "{!a:12}|", "{!s:>3}|", "{!a}"]
        for argument in ["😀", "é", "\udcff", "a😀b"]
    ],
    "formats that are no formats": [
        (f"{{:{spec}}}", (argument,))
        for spec in [".", ".x", ".-1", "-5d", "5-d", "+-d", "5.5.5", "99999999999999999999", ".99999999999999999999",
            ".99999999999999999999x", ",_", "_,"]
        + [",,", "__", ",_,", "_ ,", ",.", "5,5", "z z", "##", "#0#", "0z", "#z", "z+", "+z", "z#0", "<<", "<<<", "<<<5", "==", "=", "1\n",
            " 5", "5 ", "d ", "'d", "٣", "٣.١", "𝟙𝟚", "５d", "²", "0x", "s5", "%d", "%5", "!r", ":", ":5", "c\0", ",c", ",s", "_s",
            ",n", ",x", "_c", "_n", ",\0", ",é", ",\n", ",y"]
        for argument in ["ab", 42, 2.5]
    ],
    "fields and braces": [
        (form, values)
        for form in ["", "a", "{", "}", "{{", "}}", "{{}}", "{{}", "{}}", "{{{}}}", "{}{}", "{0}{0}", "{1}{0}", "{}{0}", "{0}{}", "{a}{}",
            "{}{a}", "{a}{0}", "{0:{}}", "{:{0}}"]
        + ["{:{}}", "{:{}{}}", "{:{}}{}", "{}{:{}}", "{:{:{}}}", "{0:{1:{2}}}", "{:{:{:{}}}}", "{:{{}}}", "{:{{}", "{:}", "{:}}", "{!r}",
            "{!s:5}|", "{!a}", "{!}", "{!", "{!r", "{!r:"]
        + ["{!rr}", "{!x}", "{!R}", "{! }", "{!\0}", "{!\0:3}|", "{!\x7f}", "{!é}", "{!😀}", "{!:5}", "{!}}", "{a", "{a:", "{a!", "{a{",
            "{a{b}}", "{a}{", "{a}}", "a{", "a}", "a}b", "{a:{b}", "{:5!r}"]
        + ["{[", "{[]", "{[]}", "{[0", "{[0]}", "{.}", "{..}", "{.a.}", "{0.}", "{0[]}", "{0[0]a}", "{0[0]0}", "{[0]a}", "{0]}", "{a]}",
            "{0 }", "{ 0}", "{+1}", "{-1}", "{00}", "{01}", "{1.0}", "{٠}", "{٣}"]
        + ["{7}", "{99}", "{9223372036854775807}", "{9223372036854775808}", "{99999999999999999999}", "{99999999999999999999a}",
            "{a99999999999999999999}", "{0[99999999999999999999a]}", "{\n}", "{a b}", "{a-b}", "{'a'}", "{}, {}!", "{0!r:>{1}}|",
            "{a!r:>{b}}|"]
        for values in [(), ("x", 5), {"a": "y", "b": 7}]
    ],
    "attributes and items": [
        (form, (argument,))
        for form in ["{0[0]}", "{0[1]}", "{0[a]}", "{0.a}", "{0[-1]}", "{0[ 0]}", "{0[٠]}", "{0[9223372036854775807]}", "{0[0][0]}",
            "{0[}]}", "{0[{]}", "{0[!:]}", "{0[a.b]}", "{0[[]}"]
        for argument in [[[1], 2], ("t",), "😀b", b"xy", {0: "int", "a": "text", "-1": 1, "}": 2, "{": 3, "!:": 4, "a.b": 5, "[": 6}, {1},
            None, 5, 1.5, True, DATE]
    ]
    + [
        (form, {"r": RECORD})
        for form in ["{r}", "{r!r}", "{r:5}", "{r.name}", "{r.name:>6}", "{r.level:03d}", "{r.tags[0]}", "{r.tags[1][k]}", "{r.tags[1][0]}",
            "{r.inner.x:.2f}", "{r.inner}", "{r.nope}", "{r[name]}", "{r.tags.x}"]
        + ["{r.inner.y}", "{r.constructor}", "{r.toString}", "{r.hasOwnProperty}", "{r.__proto__}", "{r.name.length}", "{r.tags.length}",
            "{constructor}", "{__proto__}", "{toString}", "{r.tags[1][constructor]}", "{r.tags[1][__proto__]}", "{r.tags[length]}",
            "{r.tags[0].constructor}"]
    ],
    "dates": [
        (f"{{:{spec}}}", (when,))
        for spec in ["", "%Y-%m-%d", "%H:%M:%S.%f", "%z|%:z|%Z", "%%z%%f", "%", "5%", "%:", "%:x", "%-d", "é%Y😀", "%-z", "%Ez", "%c",
            "a\0b", "%j %U %a %B", ">5", "%5Y|%C|%G", "%\n"]
        for when in [DATE, moment(-1), moment(-61536067200000)]
    ],
    "widths beyond what one would write": [
        (form, (argument,))
        for form, argument in [("{:70}", 5), ("{:<70}|", "x"), ("{:070}", -5), ("{:.70}", "x" * 80), ("{:.101f}", 0.1), ("{:.400f}",
            5e-324), ("{:.120e}", 0.1), ("{:.120}", 0.1), ("{:#.60g}", 0.5)]
        + [("{:0100,}", 7), ("{:,}", 10**60), ("{:_b}", 2**90), ("{:.2f}", 1e22), ("{:,.2f}", 1e24), ("{:.0%}", 0.285), ("{:.1%}", 1.005),
            ("{:.2147483648f}", 1.0), ("{:.2147483648}", "abc"), ("{:.2147483648d}", 1)]
    ],
}

BEYOND_WIDTH = "a width or precision beyond 10,000,000 is a ValueError, where CPython asks for the memory"
OWN_ONLY = "a format reaches own properties only: Python's attributes of built-in values are not there"
DEPARTURES = [
    (BEYOND_WIDTH, "{:9223372036854775807}", ("x",)),
    (BEYOND_WIDTH, "{:09223372036854775806d}", (1,)),
    (OWN_ONLY, "{0.real}", (3,)),
    (OWN_ONLY, "{0.__class__.__name__}", ("x",)),
    (OWN_ONLY, "{0.year}", (DATE,)),
    (OWN_ONLY, "{0.__doc__}", (None,)),
]


def cases():
    for why, pairs in OTHERS.items():
        source = random.Random(why)
        # The whole products would be megabytes; those with an error weigh as much as those without.
        for form, arguments in pairs if len(pairs) <= 500 else source.sample(pairs, 400):
            yield case(form, arguments, why)
    for departure, form, arguments in DEPARTURES:
        yield case(form, arguments, "departures") | {"departure": departure}
    source = random.Random(3132)
    for _ in range(1500):
        yield case(*one_field(source))
    for _ in range(350):
        yield case(*many_fields(source))
    for _ in range(250):
        yield case(*by_path(source))
    for _ in range(350):
        yield case(*rubble(source))


def case(form, arguments, why=None):
    values = [encode(item) for item in arguments] if isinstance(arguments, tuple) else encode(arguments)
    head = {"why": why} if why else {}
    if isinstance(arguments, tuple):
        return head | {"input": [form, values]} | outcome(form.format, *arguments)
    return head | {"input": [form, values]} | outcome(lambda: form.format(**arguments))


def spec_for(source, kind):
    """A format that mostly suits text ("s"), an int ("d") or a float ("f")."""
    chance = source.random
    fill = source.choice(["", "", "*", "0", "x", " ", "é", "😀"])
    align = source.choice("<>^" if kind == "s" else "<>=^")
    spec = "" if chance() < 0.5 else fill + align
    if kind != "s" or chance() < 0.03:
        spec += "" if chance() < 0.6 else source.choice("+- ")
        spec += "z" if chance() < (0.15 if kind == "f" else 0.02) else ""
        spec += "#" if chance() < 0.15 else ""
    spec += "0" if chance() < 0.15 else ""
    spec += "" if chance() < 0.45 else str(source.randint(0, 24))
    if kind != "s" or chance() < 0.03:
        spec += "" if chance() < 0.7 else source.choice(",_")
    precise = chance() < (0.6 if kind == "f" else 0.3 if kind == "s" else 0.04)
    spec += f".{source.randint(0, 9) if chance() < 0.9 else source.randint(0, 60)}" if precise else ""
    types = {"s": "sss", "d": INT_TYPES + "ddd", "f": FLOAT_TYPES + "fff"}[kind]
    return spec + ("" if chance() < 0.3 else source.choice(types) if chance() < 0.96 else source.choice(TYPES + "y\né"))


def fitting(source, kind):
    if source.random() < 0.04:
        return simple(source)
    if kind == "s":
        return text(source)
    if kind == "f":
        return number(source) if source.random() < 0.9 else integer(source)
    return integer(source) if source.random() < 0.95 else source.choice([True, False])


def one_field(source):
    kind = source.choice("sdfff")
    return f"{{:{spec_for(source, kind)}}}", (fitting(source, kind),)


def literal(source):
    return source.choice(["", "", " ", "=", "{{", "}}", ", ", "é", "😀", "{{}}"])


def many_fields(source):
    form = literal(source)
    arguments = []
    numbered = source.random() < 0.3
    for index in range(source.randint(1, 4)):
        kind = source.choice("sdf")
        conversion = source.choice(["", "", "", "!r", "!s", "!a"])
        spec = spec_for(source, "s" if conversion else kind)
        arguments.append(value(source) if conversion else fitting(source, kind))
        if source.random() < 0.15:
            spec = source.choice(["{}", ">{}", "<{}s", "0{}", ".{}", "{}{}"])
            arguments.extend([source.randint(0, 12)] * spec.count("{}"))
        colon = ":" if spec or source.random() < 0.2 else ""
        form += f"{{{index if numbered else ''}{conversion}{colon}{spec}}}{literal(source)}"
    if source.random() < 0.1:
        arguments = arguments[:-1]
    return form, tuple(arguments)


def by_path(source):
    names = ["name", "levelname", "a", "msecs", "é", "items", "record"]
    chosen = {name: fitting(source, source.choice("sdf")) for name in source.sample(names, source.randint(1, 4))}
    chosen["items"] = [text(source), {"k": number(source), 0: integer(source)}, (1, "b")]
    chosen["record"] = instance("Record", name=text(source), inner=instance("Inner", x=value(source, 1)))
    form = literal(source)
    for _ in range(source.randint(1, 3)):
        name = source.choice(list(chosen)) if source.random() < 0.95 else "absent"
        steps = ["[0]", "[1]", "[2]", "[k]", ".name", ".inner", ".x", "[1][k]", "[1][0]", "[2][1]", ".inner.x", "[9]", ".absent"]
        path = "".join(source.choice(steps) for _ in range(source.choice([0, 0, 1, 1, 2])))
        spec = spec_for(source, source.choice("sdf")) if source.random() < 0.3 else ""
        form += f"{{{name}{path}{source.choice(['', '', '!r', '!s'])}{':' + spec if spec else ''}}}{literal(source)}"
    return form, chosen


def rubble(source):
    """Formats that are mostly wrong, with arguments that may not fit."""
    form = "".join(source.choice("{{{{}}}}}:::!!..[[]]01a rs<>5d,é") for _ in range(source.randint(1, 10)))
    if source.random() < 0.4:
        return form, {"a": [1, "x"], "r": 1.5, "s": "text", "": 0}
    return form, tuple(source.choice([3, "a", -2, 1.5, None, [0]]) for _ in range(source.randint(0, 3)))
