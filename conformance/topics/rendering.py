"""Python's str, repr and ascii of a value.

The input is {"value": ...} as values.py writes it, {"milliseconds": ...} for a moment in UTC, or {"exception": [type,
message]} without a message for none. What is expected is [str, repr, ascii].
"""

import builtins
import datetime
import random

from random_values import FLOATS, INTEGERS, PIECES, number, text, value
from values import encode

SIMPLE = [None, True, False, "", "a", "it's", 'say "hi"', "'\"", "\\", b"", b"it's", b"'\"", b"\x00\x7f\xff\n\r\t\\"]
NESTED = [[], [[]], [1, "a", None, True, 1.5], (), (1,), (1, 2), ((),), {}, {"a": 1}, {"a": {"b": [1, (2,)]}}, set(), {1}, {1, 2, 3}]
NESTED += [{1: "int", "1": "text"}, {None: None}, {True: False}, {(1, 2): 3}, {1.5: b"x"}, [set(), {0}], {"'": '"'}, ["\n", "é", "\u200b"]]
NESTED += [{"constructor": 1, "__proto__": 2, "toString": 3}, [2**53, 2.0**53, -(2**70)], [float("nan"), float("inf"), -0.0]]
MOMENTS = [0, 1, 999, 1000, 60_000, 59_000, 61_500, 86_400_000, 1704164645678, 1704164640000, 1704164645000, -1, -62135596800000]
MOMENTS += [253402300799999, -2208988800000, 1709164800000, 951782400001]
EXCEPTIONS = [["TypeError", "x"], ["ValueError", "it's"], ["RuntimeError"], ["KeyError", "k"], ["OSError", "é\n"], ["Exception", "a"]]


def cases():
    for item in SIMPLE + NESTED + INTEGERS + FLOATS + PIECES:
        yield case(item)
    for moment in MOMENTS:
        when = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(milliseconds=moment)
        yield {"input": {"milliseconds": moment}, "expect": shown(when)}
    for name, *arguments in EXCEPTIONS:
        yield {"input": {"exception": [name, *arguments]}, "expect": shown(getattr(builtins, name)(*arguments))}
    source = random.Random(3131)
    for _ in range(500):
        yield case(number(source))
    for _ in range(400):
        yield case(text(source))
    for _ in range(500):
        yield case(value(source, 3))


def case(item):
    return {"input": {"value": encode(item)}, "expect": shown(item)}


def shown(item):
    return [str(item), repr(item), ascii(item)]
