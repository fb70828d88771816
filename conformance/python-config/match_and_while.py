import os

levels = []
n = 0  # counts
while True:
    n += 1
    if n % 2:
        continue
    levels.append(n * 10)
    if len(levels) == 3:
        break
else:
    levels = None

name, *rest = "a.b.c".split(".")
(first, second), third = ("x", "y"), "z"
a = b = {"shared": []}
b["shared"].append(name)
if (size := len(levels)) > 2 and first < second:
    third = f"{third}{size:>3}"
flags = {"on": True} | {"off": False}
flags |= {"late": None}
numbers = [*range(2), *levels][::-1]
counts = {k: len(list(v)) for k, v in [("a", (1, 2)), ("b", ())]}

LOGGING = {
    "version": 1,
    "root": {"level": levels[0]},
    "formatters": {"f": {"format": "|".join([name, *rest, first, second, third])}},
    "flags": flags,
    "numbers": numbers,
    "shared": a,
    "counts": counts,
    "chain": 1 < 2 <= 2 != 3,
    "text": ("a" "b"
             'c'),
    "raw": rb"\d".decode() if False else r"\d",
    "path": os.sep.join(["", "var", "log"]),
}
