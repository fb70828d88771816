"""CPython's code pages, whole: a digest of the bytes of every character of the Basic Multilingual Plane.

Each character is its bytes in hexadecimal, nothing where there are none; a comma follows.
"""

import hashlib

from topics.encoding_names import CODECS


def digest(codec):
    total = hashlib.sha256()
    for code in [*range(0xD800), *range(0xE000, 0x10000)]:
        total.update(chr(code).encode(codec, "ignore").hex().encode() + b",")
    return total.hexdigest()


def cases():
    for codec in CODECS:
        if not codec.startswith("utf"):
            yield {"input": codec, "expect": digest(codec)}
