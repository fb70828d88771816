"""What CPython makes of `format % values`: the text, or the error's type and text.

The input is [format, values]: an array is the tuple of arguments, {"$dict": ...} a mapping, anything else one argument.
"""

import random

from random_values import integer, number, simple, text, value
from values import encode, outcome

LETTERS = "diuoxXeEfFgGcrsa"
OTHERS = {
    "the letter decides what a value may be": [
        (f"%{letter}", (argument,))
        for letter in LETTERS
        for argument in ["x", "", "xy", "😀", None, True, False, 0, -1, 65, 1.5, -2.5, b"a", [1], (1,), {"a": 1}, {1}, 2**70]
        + [float("inf"), float("-inf"), float("nan"), 0.0, -0.0, 1e300, 10**310, -(10**310), 0x10FFFF, 0x110000, 0xD800]
    ],
    "flags in all their combinations": [
        (f"%{flags}{width}{letter}|", (argument,))
        for letter, argument in [("d", 42), ("d", -42), ("x", 255), ("X", -255), ("o", 8), ("f", 2.5), ("f", -0.0), ("e", 0.5)]
        + [("g", 1e10), ("s", "ab"), ("c", "z"), ("r", "q"), ("f", float("inf")), ("F", float("nan")), ("d", 0), ("d", 2**70)]
        for flags in ["", "-", "+", " ", "#", "0", "-0", "+0", " 0", "#0", "+ ", "-+", "-#", "+#", " #", "0-+ #", "--", "00"]
        for width in ["", "9"]
    ],
    "precision": [
        (f"%.{precision}{letter}|", (argument,))
        for letter in LETTERS
        for precision in ["", "0", "1", "2", "5", "17", "30", "03"]
        for argument in ([1234.5678, 0.5] if letter in "eEfFgG" else ["h😀ллo"] if letter in "rsa" else ["z"] if letter == "c" else [123])
    ],
    "halves go to the even digit": [
        (f"%.{precision}{letter}", (float(count) / 2**precision / 2,))
        for precision in range(5)
        for letter in "feg"
        for count in (1, 3, 5, 7, 9, 11, 13, 15, 25, 35, 199, 1999)
    ],
    "a float that is whole": [(f"%{letter}", (float(whole),)) for letter in "dsrafeg" for whole in (0, 3, -3, 10**15, 10**16, 10**22)],
    "stars": [
        ("%*d|", (5, 42)), ("%*d|", (-5, 42)), ("%-*d|", (-5, 42)), ("%0*d|", (5, 42)), ("%*d", (True, 1)), ("%*d", ("a", 1)),
        ("%*d", (2.0, 1)), ("%*d", (None, 1)), ("%*d", (2**63, 1)), ("%*d", (-(2**63) - 1, 1)), ("%.*f", (2, 2.5)), ("%.*f", (-3, 2.5)),
        ("%.*f", (2**31, 2.5)), ("%.*f", (-(2**31) - 1, 2.5)), ("%.*d", (2**63, 1)), ("%*.*f|", (8, 2, 3.14159)), ("%*.*f", (8, "x", 1)),
        ("%*.*f", (8, 2)), ("%*.*f", (8,)), ("%*.*f", ()), ("%*.*f", (8, 2, 1.5, 9)), ("%.*s|", (2, "h😀ллo")), ("%*s|", (4, "😀")),
        ("%*%", (3,)), ("%*y", (3, 1)), ("%*", (3,)), ("%*", ()), ("%.*", (3,)), ("%*.", (3,)), ("%*.3d", (6, 7)), ("%6.*d", (3, 7)),
        ("%.*d|", (0, 0)), ("%*d", (0, 7)), ("%**d", (3, 7)), ("%*5d", (3, 7)), ("%5*d", (3, 7)), ("%*c|", (3, "z")), ("%#*x|", (7, 255)),
    ],
    "too many and too few": [
        ("", ()), ("", (1,)), ("", 1), ("", None), ("", "x"), ("", {}), ("", {"a": 1}), ("", b"x"), ("", {1}), ("abc", (1,)), ("%s", ()),
        ("%s %s", (1,)), ("%s", (1, 2)), ("%s %s", 1), ("%s", 1), ("%s", "x"), ("%s", None), ("%s", ((1, 2),)), ("%s", ((),)), ("%s", {}),
        ("%s", {"a": 1}), ("%s %s", {"a": 1}), ("%d %d", ("x",)), ("%d", (1, "y")), ("%d %s", ("x", 1, 2)), ("%%", (1,)), ("%%", ()), ("%%", 5),
        ("%s%%", (1,)), ("%s%%%s", (1, 2)), ("%%s", ()), ("%%s", (1,)), ("%%%s", (1,)), ("%%%%", ()), ("%s", b"x"), ("%d%%", (50,)),
    ],
    "malformed": [
        (form, arguments)
        for form in ["%", "%5", "%-", "%.", "%.5", "%h", "%l", "%L", "%5.", "a%", "%s%", "%hh", "%y", "%5y", "%ld", "%lld", "%hd", "%Ld", "%hs"]
        + ["%hld", "%lhs", "%5%", "%-5%", "%.3%", "%h%", "%#%", "% %", "%+%", "%\n", "%\x1f", "%\x7f", "%é", "%😀", "😀%😀", "é%y", "😀%y", "%'d"]
        + ["%1.2.3d", "%.-5d", "%.+5d", "%5-d", "%1$s", "%n", "%p", "%b", "%B", "%D", "%S", "%&", "%$", "%{", "%)", "%(", "%((", "%(a", "%((a)"]
        + ["%99999999999999999999d", "%.99999999999999999999d", "%9223372036854775808d", "%.2147483648d", "%9999999999999999999", "%٣d", "%５d"]
        for arguments in [(), (1,), {"a": 1}]
    ],
    "mappings": [
        ("%(a)s", {"a": 1}), ("%(a)s", {}), ("%(a)s", ()), ("%(a)s", (1,)), ("%(a)s", ({"a": 1},)), ("%(a)s", 1), ("%(a)s", None),
        ("%(a)s", "x"), ("%(a)s", b"x"), ("%(a)s", {1}), ("%(a)s %(b)s", {"a": 1}), ("%(a)s %(b)r", {"a": 1, "b": "x", "c": 2}),
        ("%()s", {"": 1}), ("%()s", {"a": 1}), ("%(a b)s", {"a b": 1}), ("%(a.b)s", {"a.b": 1}), ("%(a[0])s", {"a[0]": 1}),
        ("%(a(b)c)s", {"a(b)c": 1}), ("%((a))s", {"(a)": 1}), ("%(a))s", {"a": 1}), ("%((a)s", {"a": 1}), ("%(%)s", {"%": 1}),
        ("%(%s)s", {"%s": 1}), ("%(a)%", {"a": 1}), ("%(a)%%", {"a": 1}), ("%(a)5%", {"a": 1}), ("%(a)*d", {"a": 1}), ("%(a)*d", {"a": "x"}),
        ("%(a).*f", {"a": 2}), ("%(a)", {"a": 1}), ("%(a)", {}), ("%(a)5", {"a": 1}), ("%(a)y", {"a": 1}), ("%(a)y", {}), ("%(a", {"a": 1}),
        ("%s %(a)s", {"a": 1}), ("%(a)s %s", {"a": 1}), ("%s %(a)s %s", {"a": 1}), ("%(a)s %(a)s", {"a": 1}), ("%(a)d", {"a": "x"}),
        ("%(1)s", {1: "int", "1": "text"}), ("%(1)s", {1: "int"}), ("%(é)s", {"é": 1}), ("%(😀)s", {"😀": 1}), ("%(a)-5s|", {"a": "x"}),
        ("%(a)05.1f|", {"a": 2.25}), ("%-5(a)s", {"a": 1}), ("%(a)(b)s", {"a": 1}), ("%(a)s%%", {"a": 1}), ("%%(a)s", {"a": 1}),
        ("%(constructor)s", {"a": 1}), ("%(__proto__)s", {"a": 1}), ("%(toString)s", {"a": 1}), ("%(hasOwnProperty)r", {}),
        ("%(missing'quote)s", {"a": 1}), ("%(new\nline)s", {"a": 1}), ("%(a)s%", {"a": 1}), ("%", {"a": 1}), ("%d", {"a": 1}), ("%*d", {"a": 1}),
    ],
    "text is counted in code points": [
        (form, (argument,))
        for form in ["%5s|", "%-5s|", "%.1s|", "%.2s|", "%5.1s|", "%-5.2s|", "%.3r|", "%8.4r|", "%12a|", "%.5a|", "%3c|", "%-3c|", "%s", "%r", "%a"]
        for argument in ["😀", "é", "中", "\ud800", "\udcff"]
    ],
    "widths beyond what one would write": [
        (form, (argument,))
        for form, argument in [("%70d", 5), ("%-70d|", 5), ("%070d", -5), ("%70s", "x"), ("%-70s|", "x"), ("%.70s", "x" * 80), ("%70.65s", "x" * 66)]
        + [("%.70d", 5), ("%.101f", 0.1), ("%.400f", 5e-324), ("%.120e", 0.1), ("%.120g", 0.1), ("%.1100f", 5e-324), ("%#.60g", 0.5), ("%70x", 255)]
        + [("%64s|", "x"), ("%65s|", "x"), ("%064d", 1), ("%065d", 1), ("%.64s", "y" * 70), ("%.65s", "y" * 70), ("%300.2f", 1.005)]
    ],
}


def cases():
    for why, pairs in OTHERS.items():
        for form, arguments in pairs:
            yield case(form, arguments, why)
    source = random.Random(3130)
    for _ in range(3600):
        yield case(*one_conversion(source))
    for _ in range(700):
        yield case(*many_conversions(source))
    for _ in range(300):
        yield case(*by_key(source))
    for _ in range(700):
        yield case(*rubble(source))


def case(form, arguments, why=None):
    values = [encode(item) for item in arguments] if isinstance(arguments, tuple) else encode(arguments)
    head = {"why": why} if why else {}
    return head | {"input": [form, values]} | outcome(lambda: form % arguments)


def options(source, letter):
    flags = "".join(flag for flag in "-+ #0" if source.random() < 0.18)
    width = "" if source.random() < 0.5 else str(source.randint(0, 24))
    kind = source.random()
    precision = "" if kind < 0.45 else f".{source.randint(0, 8)}" if kind < 0.9 else f".{source.randint(0, 40)}"
    if letter in "eEfFgG" and kind > 0.99:
        precision = f".{source.randint(50, 340)}"
    return f"{flags}{width}{precision}{source.choice('hlL') if source.random() < 0.02 else ''}"


def fitting(source, letter):
    """Mostly a value that the letter takes."""
    if source.random() < 0.05:
        return simple(source)
    if letter in "diu":
        return integer(source) if source.random() < 0.7 else number(source)
    if letter in "oxX":
        return integer(source)
    if letter in "eEfFgG":
        return number(source) if source.random() < 0.85 else integer(source)
    if letter == "c":
        return source.choice([source.randint(0, 0x2FF), source.randint(0, 0xD7FF), source.randint(0x10000, 0x110010), text(source)[:1]])
    return text(source) if source.random() < 0.5 else value(source)


def one_conversion(source):
    letter = source.choice(LETTERS + "dfgsgefx")
    return f"%{options(source, letter)}{letter}", (fitting(source, letter),)


def literal(source):
    return source.choice(["", "", " ", "=", "%%", ", ", "é", "😀", "100%% of "])


def many_conversions(source):
    form = literal(source)
    arguments = []
    for _ in range(source.randint(1, 4)):
        letter = source.choice(LETTERS + "sssddr")
        form += f"%{options(source, letter) if source.random() < 0.3 else ''}{letter}{literal(source)}"
        arguments.append(fitting(source, letter))
    if source.random() < 0.15:
        arguments = arguments[1:] if source.random() < 0.5 else [*arguments, 1]
    return form, tuple(arguments)


def by_key(source):
    names = ["name", "levelname", "a", "b(c)", "x.y", "msecs", "é"]
    mapping = {name: fitting(source, source.choice(LETTERS)) for name in source.sample(names, source.randint(1, 5))}
    form = literal(source)
    for _ in range(source.randint(1, 3)):
        letter = source.choice("sssrdfx")
        name = source.choice(list(mapping)) if source.random() < 0.95 else "absent"
        form += f"%({name}){options(source, letter) if source.random() < 0.4 else ''}{letter}{literal(source)}"
    return form, mapping


def rubble(source):
    """Formats that are mostly wrong, with arguments that may not fit."""
    form = "".join(source.choice("%%%%%()()sdxfrca*.*-+ #0h15lLy😀") for _ in range(source.randint(1, 9)))
    kind = source.random()
    if kind < 0.3:
        return form, {"": 5, "s": "x", "d": 7, "()": 1.5}
    return form, tuple(source.choice([3, "a", -2, 1.5, None]) for _ in range(source.randint(0, 3)))
