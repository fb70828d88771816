"""What CPython's ConfigParser makes of INI texts: all sections with each option raw and interpolated, or the error.

input is [text, defaults or null]; expect is [[section, [[option, raw value, value or [error type, text]], ...]], ...].
"""

import random
from configparser import ConfigParser

from values import outcome

TEXTS = r"""[a]\nk=v
[a]\nk: v
[a]\nk = v = w
[a]\nk : v = w
[a]\n  k   =   v
[a]\nk=
[a]\nk
[a]\n=v
[a]\n:v
[a]\n = v
[a]\nK=1\nk=2
[a]\nk=1\n[a]\nj=2
[a]\n[b]\n[a]
[DEFAULT]\nx=1\n[a]\ny=2
[DEFAULT]\nx=1\n[DEFAULT]\nz=2\n[a]
[DEFAULT]\nx=1\n[DEFAULT]\nx=2
[default]\nx=1
[a]\n[b]\nx=1\n[DEFAULT]\nx=0
k=v
\n\n# c\nk=v
# only a comment
\n
[]\nk=v
[ ]\nk=v
[a
[a\nk=v
a]
[a]b\nk=v
[a]]\nk=v
[[a]]\nk=v
[a] # c\nk=v
[a];c\nk=v
 [a]\nk=v
[a]\n k=v\n  more\n k2=w
[a]\nk=v\n more
[a]\nk=v\n\tmore\n\n\tyet more\nj=1
[a]\nk=v\n# comment\n more
[a]\nk=v\n ; comment\n more
[a]\nk=v\n # comment\n\n more
[a]\nk=v\n\n\n
[a]\nk=v\n\n\nj=w
[a]\nk=\n one\n two
[a]\nk=\n\n one
[a]\nk=v ; no comment
[a]\nk=v # no comment
[a]\nk=v;x
[a]\n#k=v
[a]\n;k=v
[a]\n  # k=v
[a]\nk=v\n [b]\nj=w
[a]\nk=v\n[b]\n j=w
[a]\n k=v\nj=w
[a]\n  k=v\n j=w
[a]\nk=v\nno delimiter\nj=w
[a]\nno\nnope\n=v\n:w
[a]\nk=%(j)s\nj=x
[a]\nk=%(J)s\nj=x
[a]\nk=%(j)sy%(j)s\nj=x
[a]\nk=%(nope)s
[a]\nk=%(j)s\nj=%(i)s\ni=z
[a]\nk=%(k)s
[a]\nk=%(j)s\nj=%(k)s
[a]\nk=50%%
[a]\nk=50%
[a]\nk=%d
[a]\nk=%(
[a]\nk=%(j
[a]\nk=%(j)
[a]\nk=%(j)d\nj=1
[a]\nk=%()s
[a]\nk=%%(j)s\nj=x
[a]\nk=%%%(j)s\nj=x
[a]\nk=%(j)s%\nj=x
[a]\nk=%(asctime)s %(levelname)s
[a]\nk=%%(asctime)s %%(levelname)s
[DEFAULT]\nd=1\n[a]\nk=%(d)s
[DEFAULT]\nd=%(k)s\n[a]\nk=3
[a]\na0=%(a1)s\na1=%(a2)s\na2=%(a3)s\na3=%(a4)s\na4=%(a5)s\na5=%(a6)s\na6=%(a7)s\na7=%(a8)s\na8=%(a9)s\na9=end
[a]\na0=%(a1)s\na1=%(a2)s\na2=%(a3)s\na3=%(a4)s\na4=%(a5)s\na5=%(a6)s\na6=%(a7)s\na7=%(a8)s\na8=%(a9)s\na9=%(b)s\nb=%(c)s\nc=end
[a]\nk=%(x y)s\nx y=1
[a]\nkey with blanks = v
[a]\nk\\=e=v
[a]\n__proto__=1\nconstructor=2
[__proto__]\nk=v
[constructor]\nk=v\n[prototype]\n[toString]
[a]\nÄ=1\nä=2
[a]\nİ=1
[é]\nk=😀
[a]\nk=v\x0c\n
[a]\n\x0ck=v
[a]\nk\u00a0=\u00a0v\u00a0
[a]\nk\x1f=\x1fv
[a]\nk=\ufeffv
\ufeff[a]\nk=v
[a]\nk=v\r\n[b]\r\nj=w\r\n
[a]\nk=v\x85j=w
[a]\nk=v\u2028j=w
[a]\nk="v"\nj='w'
[a]\nk=[b]
[a]\n[b]=c
[a]\nk=v\n [c]
[a]\n%(x)s=1
[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nhandlers=
[formatter_f]\nformat=%(asctime)s %(message)s\ndatefmt=%H:%M
[handler_h]\nclass=FileHandler\nargs=('%(here)s/a.log', 'a')
[handler_h]\nargs=(\n  'a',\n  1,\n  )\nlevel=INFO""".split("\n")
DEFAULTS = [None, {}, {"here": "/etc"}, {"Here": "/etc", "x": 5}, {"here": "100%"}, {"here": "%(x)s", "x": "y"}, {"a": 1, "A": 2}, {"n": None}]
LINES = ["[a]", "[b]", "[DEFAULT]", "[a b]", " [a]", "k=v", "k = w", "K: x", "j=%(k)s", "j=%(nope)s", "i=%%", "i=%", "  more", "\tmore", "  # c", "# c", "; c",
    "", "", "   ", "no delimiter", "=v", "  x=y", "l=%(j)s%(k)s", "m =", "[c", "k2=[a]", "# [b]", "n=1 # c", "o: a=b", " :z", "p=%(k"]


def cases():
    for line in TEXTS:
        yield case(line.encode("ascii", "backslashreplace").decode("unicode_escape"), None)
    for defaults in DEFAULTS:
        yield case("[a]\nk=%(here)s\nj=%(x)s\n[b]\nhere=own", defaults)
    source = random.Random(3137)
    for _ in range(260):
        start = ["[s]"] if source.random() < 0.8 else []
        yield case("\n".join(start + [source.choice(LINES) for _ in range(source.randint(1, 9))]), None)
    for _ in range(120):
        text = "[a]\nk=%(j)s\nj=v\n  more\n\n# c\n[b]\nx: y\n"
        for _ in range(source.randint(1, 4)):
            at = source.randrange(len(text))
            text = text[:at] + source.choice(["", "\n", " ", "%", "[", "]", "=", "#", "k", "(", ")s"]) + text[at + source.randint(0, 2):]
        yield case(text, source.choice([None, None, {"j": "d"}]))


def case(text, defaults):
    return {"input": [text, defaults]} | outcome(read, text, defaults)


def read(text, defaults):
    parser = ConfigParser(defaults)
    parser.read_string(text)
    return [[section, [option(parser, section, name) for name in parser[section]]] for section in parser]


def option(parser, section, name):
    answer = outcome(parser.get, section, name)
    return [name, parser.get(section, name, raw=True), answer.get("expect", answer.get("error"))]
