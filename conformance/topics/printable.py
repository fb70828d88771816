"""First and last code point of each range for which str.isprintable says no, in Unicode 15.1."""

import unicodedata


def cases():
    ranges = []
    for code in range(0x110000):
        if chr(code).isprintable():
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    yield {"why": f"Unicode {unicodedata.unidata_version}", "input": "isprintable", "expect": ranges}
