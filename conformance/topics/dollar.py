"""What CPython makes of `string.Template(format).substitute(mapping)`: the text, or the error's type and text."""

import random
from string import Template

from random_values import text, value
from values import encode, instance, moment, outcome

VALUES = {"a": 1, "A": "upper", "_": "under", "__a": 2.0, "a1": None, "name": "root", "levelname": "INFO", "k": [1, "x"], "é": "no"}
FORMS = ["", "a", "$", "$$", "$$$", "$$$$", "$a", "${a}", "$$a", "$$$a", "a$", "$ a", "$.", "$1", "$1a", "${1}", "${}", "${a", "${ a}",
    "${a }", "${a-b}"]
FORMS += ["$A", "$_", "$__a", "$a1", "$aa", "$b", "$b $", "$ $b", "$a$a", "$a${a}", "${a}a", "${a}}", "{$a}", "$a.b", "$a[0]", "$a-b",
    "$name$levelname"]
FORMS += ["$é", "${é}", "$aé", "${aé}", "$ı", "$ſ", "$\u212a", "$İ", "$aı", "$aſ", "$a\u212a", "${aſ}", "$😀", "😀$", "😀$a", "$a😀", "$\0",
    "$\n", "a\n$", "$a\n$"]
FORMS += ["a\r\nb$", "a\rb$", "\r\n\r\n$", "\v$", "\f $", "\x1c$", "\x1d$", "\x1e$", "\x1f$", "\x85$", "\u2028$", "\u2029 $", "\u2027$",
    "\n\n $ x", "a\nb\nc $a $?", "\ud800$", "\ud800\n$"]
FORMS += ["$constructor", "$__proto__", "${toString}", "$hasOwnProperty", "$k", "${k}s", "$$${a}$$", "$" * 9, "$name: $$5", "100%", "%(a)s",
    "{a}", "$a%s", "\\$a", "$\\a"]


def cases():
    for form in FORMS:
        yield case(form, VALUES)
    for item in [None, True, 2**70, 1.0, 1e16, "", (1,), {"x": "y"}, b"x", moment(0), instance("Foo", x=1)]:
        yield case("<$a>", {"a": item})
    source = random.Random(3133)
    for _ in range(180):
        yield case(lines(source), VALUES)
    for _ in range(150):
        yield case("".join(source.choice("$$$$${{}}}a_A1 b\n.é") for _ in range(source.randint(1, 10))), VALUES)
    for _ in range(160):
        names = source.sample(["a", "b", "name", "_x", "Z9"], 3)
        form = "".join(source.choice(["$%s", "${%s}", "$%s "]) % name + source.choice(["", " ", "$$", "-", text(source).replace("$",
            "")]) for name in names)
        yield case(form, {name: value(source) for name in names if source.random() < 0.96})


def case(form, mapping):
    return {"input": [form, encode(mapping)]} | outcome(Template(form).substitute, mapping)


def lines(source):
    ends = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x1f", "\t", "😀", "x"]
    return "".join(source.choice(ends) for _ in range(source.randint(0, 6))) + source.choice(["$", "$a$", "x $-",
        "$$$"]) + source.choice(["", "\n"])
