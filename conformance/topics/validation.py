"""Which formats logging.Formatter takes: whether it then asks for the time, or the error's type and text.

The input is [style, format].
"""

import logging
import random

from values import outcome

NAMES = ["message", "asctime", "levelname", "a", "x1", "_", "é", "一", "asctimes", "1", "٣", "²"]
PERCENT = ["", "%", "%%", "plain", "%s", "%d", "%()s", "%(a)", "%(a)s", "%(a) s", "%(a)-5s", "%(a)#0+ -5.3f", "%(a)*d", "%(a)*.*f",
    "%(a).*f", "%(a).f", "%(a).5", "%(a)5"]
PERCENT += [f"%(a){letter}" for letter in "diouxefgcrsa%DIOUXEFGCRSAbhlLnpyz\n ıİſ\u212aßé"]
PERCENT += ["%(a b)s", "%(a-b)s", "%(a.b)s", "%(a(b))s", "%((a))s", "%( )s", "%(\u0301)s", "%(a\u0301)s", "%(\u203f)s", "%(ⅷ)s", "%(😀)s",
    "%(ſ)s", "%(a)hd", "%(a)٣d", "%(a)5.٣f"]
PERCENT += ["%%(a)s", "%(a)s %", "%(a)s %(", "%(b %(a)s", "%(asctime)", "%(asctime)s", "%(asctime)r x", "%(asctime)y", "x%(a)d%%", "it's",
    "\n%(a)\n", '"%(a)"', "{a}", "$a", "%(a)--5s", "%(a)5-s", "%(a)0005s"]
BRACE = ["", "{", "}", "{}", "{{}}", "{{", "plain", "{0}", "{1}", "{a}", "{a}}", "{{a}", "{{a}}", "{a}{", "a}", "{a", "{a:", "{a!", "{a!r",
    "{a!r:", "{a!}", "{!r}", "{:5}", "{:bad}", "{:5}{a}", "{a{b}}", "{a:{b", "{a:{b}"]
BRACE += [f"{{a!{conversion}}}" for conversion in ["r", "s", "a", "x", "R", "rr", "\0", " ", "é", "😀", "r5", ":", "s:5", "x:5", "r:bad"]]
BRACE += [f"{{a:{spec}}}" for spec in ["5", "<5", "*<5", "😀<5", "é=5", "\n<5", "\r<5", "\u2028<5", "<<", "<<5", "5<5", "ab<5", "+5", "-5",
    " 5", "+-5", "#x", "#05x", "005", "05", "0", "+#0", "z", "z.1f", "5,", "5_", ",_", "_,", ",d"]]
BRACE += [f"{{a:{spec}}}" for spec in [".", ".5", ".5f", "5.5f", ",.2f", "_.2f", ".x", "5.f", "b", "c", "d", "e", "f", "g", "n", "o", "s",
    "x", "%", "X", "E", "F", "G", "S", "r", "a", "i", "D", "%Y", "%H:%M", "dd", "ſ", "ı", "İ", "\u212a", "d\n", "d\n\n", "\n", "٣", "٣.٣f",
    "²", "ⅷ", "^"]]
BRACE += [f"{{a:{spec}}}" for spec in ["{b}", "{b}d", ">{b}", "0{b}", ".{b}", ".{b}f", "{b}.{c}f", "{b}{c}", "{}", "{b.c}", "{b[0]}",
    "{b!r}", "{b:5}", "{é}", "{1}", "{{}}", "5{b}", "{b}5", "*>{b},.{c}e"]]
BRACE += [f"{{{name}}}" for name in ["a.b", "a.b.c", "a[0]", "a[b]", "a[0][1].c", "a[]", "a.", ".a", "[0]", "a..b", "a b", "a-b", "a[b c]",
    "a[-1]", "a[}]", "a[{]", "a[\n]", "a\n", "a\n\n", "a.b\n", "a]", "a[b", "a[b]c", "a[]]", "a[[]", "a[b]]", "-1", "1a", "1.2", "²", "٣",
    "é", "一", "😀", "\u0301", "a\u0301", "a'b", "0.a", "a.0", "a.é", "a[😀]", "ⅷ", "a.\u203f"]]
BRACE += ["{asctime}", "{asctime:>5}", "{asctime!r}", "{asctime.x}", "{asctimes}", "{{asctime}}", "{{asctime}} {a}", "{ asctime}",
    "{xasctime}", "{asctime", "%(asctime)s", "$asctime", "{a} %(b)s $c", "{a} {b!z}", "{a} {b:zz}", "{a} }", "{a} {"]
DOLLAR = ["", "$", "$$", "$$$", "plain", "$a", "${a}", "$$a", "$$$a", "$a $", "$ $a", "$a$1", "$1", "${1}", "${a", "${}", "${a b}", "$a.b",
    "$a-b", "$é", "$aé", "${aé}", "$ı", "$ſ", "$\u212a", "${ſ}", "$😀", "$_", "$A1", "$\n", "$a\n$", "100%", "${a}}", "{a}", "%(a)s"]
DOLLAR += ["$asctime", "${asctime}", "$asctimes", "${asctimes}", "$$asctime", "$$asctime $a", "$$${asctime}", "${ asctime}", "$Asctime",
    "asctime", "$a asctime", "$asctime $", "$$a$$", "$a$b${c}", "$$$$", "\ud800$a"]
BY_STYLE = {"%": PERCENT, "{": BRACE, "$": DOLLAR}


def cases():
    for style, forms in BY_STYLE.items():
        for form in forms:
            yield case(style, form)
    for style in ["", "%%", "{}", "x", "percent", "$ ", "％"]:
        yield case(style, "%(message)s")
    for style, pattern in {"%": "%%({})s {{}}", "{": "{{{}}}", "$": "${{{}}}"}.items():
        for name in NAMES:
            yield case(style, pattern.format(name))
    source = random.Random(3134)
    for style, pieces in {"%": "%%%((()))asdf5.*-+ #xé\n", "{": "{{{{}}}}::!!..[[]]a0 rsd<>5,_.f\né", "$": "$$$${{}}a_ 1é\n"}.items():
        for _ in range({"%": 110, "{": 220, "$": 60}[style]):
            yield case(style, "".join(source.choice(pieces) for _ in range(source.randint(2, 9))))
    for _ in range(140):
        spec = "".join(source.choice("**<>=^+- ##005{b},_..3{c}fdxsX%z\n") for _ in range(source.randint(1, 7)))
        yield case("{", "{a" + source.choice(["", "!r", ".b", "[0]"]) + ":" + spec + "}")


def case(style, form):
    return {"input": [style, form]} | outcome(lambda: logging.Formatter(form, style=style).usesTime())
