"""Python values drawn from a seeded generator, leaning towards those that are printed wrongly elsewhere.

Every function takes a random.Random first. Text holds lone surrogates only of the second half, so that no two of them
become one character in JavaScript; sets hold small ints only, whose order does not depend on the hash seed.
"""

import struct

INTEGERS = [0, 1, -1, 7, 8, -8, 9, 10, 16, 99, 100, 255, -255, 256, 65535, 2**31 - 1, 2**31, -(2**31), 2**32 - 1, 2**32]
INTEGERS += [-(2**32), 2**53 - 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63, -(2**63), 2**64 - 1, 10**15, 10**16, 10**21, 10**30]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, 0.1, 0.2, 0.3, 1 / 3, 2 / 3, 9.5, 99.5, 999999.5, 9.9999995]
FLOATS += [1e-4, 9.999e-5, 1e-5, 1e-7, 1e15, 1e16, 9.999999999999998e15, 1e17, 1e20, 1e21, 1e22, 1e23, 123456789.123456789]
FLOATS += [1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 4.35, 1.005, 1e100, 2.0**53, 2.0**60, 0.1 + 0.2]
FLOATS += [float("inf"), float("-inf"), float("nan")]
PIECES = ["a", "b", "Z", " ", "0", "-", "'", '"', "\\", "\n", "\t", "\r", "\0", "\x1b", "\x7f", "%", "(", ")", "{", "é", "ß"]
PIECES += ["\x85", "\xa0", "\xad", "Ж", "中", "\u200b", "\u2028", "\u3000", "\ue000", "\ufeff", "\uffff", "😀", "🧑", "e\u0301"]
PIECES += ["\udcff", "\U000e0001", "\U0010ffff", "\u0378", "\U0001fae9", "\U0001cc00"]


def integer(random):
    kind = random.random()
    if kind < 0.3:
        return random.choice(INTEGERS)
    if kind < 0.8:
        return random.randint(-(10 ** random.randint(1, 9)), 10 ** random.randint(1, 16))
    return random.getrandbits(random.choice([8, 32, 33, 53, 54, 64, 90])) * random.choice([1, -1])


def number(random):
    """A float: plain, a tie at some precision, near a power of ten, or any bits at all."""
    kind = random.random()
    if kind < 0.25:
        return random.choice(FLOATS)
    if kind < 0.45:
        return random.randint(-2000, 2000) / 2 ** random.randint(0, 12)
    if kind < 0.65:
        return round(random.uniform(-1000, 1000), random.randint(0, 6))
    if kind < 0.85:
        return random.choice([1, -1]) * random.uniform(0.999999, 10.000001) * 10.0 ** random.randint(-12, 24)
    return struct.unpack("<d", random.randbytes(8))[0]


def text(random):
    kind = random.random()
    if kind < 0.5:
        return "".join(random.choice("abcdefgh XYZ_0123") for _ in range(random.randint(0, 12)))
    return "".join(random.choice(PIECES) for _ in range(random.randint(0, 6)))


def simple(random):
    kind = random.random()
    if kind < 0.3:
        return text(random)
    if kind < 0.55:
        return integer(random)
    if kind < 0.75:
        return number(random)
    if kind < 0.85:
        return random.choice([None, True, False])
    return random.randbytes(random.randint(0, 5)) if kind < 0.93 else bytes(random.choices(b"ab'\"\\\n ", k=3))


def value(random, depth=2):
    if depth == 0 or random.random() < 0.6:
        return simple(random)
    items = [value(random, depth - 1) for _ in range(random.randint(0, 3))]
    kind = random.random()
    if kind < 0.35:
        return items
    if kind < 0.6:
        return tuple(items)
    if kind < 0.9:
        return {key(random): item for item in items}
    return {random.randint(0, 7) for _ in range(random.randint(0, 3))}


def key(random):
    return random.choice([text, text, integer, lambda _: None, lambda r: (r.randint(0, 3),)])(random)
