"""time.strftime, time.localtime and time.gmtime in the C locale, with glibc 2.36 and the zone files of tzdata 2025b.

A case's input is [zone, seconds, format], with "utc" after it for gmtime; without a format it is the time tuple that is
asked for. An input of [zone, [nine fields], format] formats a tuple as it stands.
"""

import calendar
import os
import random
import re
import string
import time

from values import outcome

ZONES = [
    "UTC",
    "Europe/Paris",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Apia",
]
POSIX_ZONES = [
    "EST5EDT,M3.2.0,M11.1.0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "<+03>-3",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "IST-1GMT0,M10.5.0,M3.5.0/1",
    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "AAA3BBB,J60,J300",
    "AAA3BBB,59/0,299/-3",
    "AAA3BBB,M3.2.0",
    "XXX-24:59:59",
    "XXX25",
]
OTHER_ZONES = ["", ":", ":Europe/Paris", "/usr/share/zoneinfo/Asia/Tokyo", "Nowhere/Land", "X/Y", "ABC", "UTC0"]

# Both sides of changes: of the clocks, of a zone's rules, of the date line, of centuries without a leap day.
CHANGES = {
    "UTC": [0, 951782400, 4107542400],
    "Europe/Paris": [-1855958961, -1693706400, -766616400, 1774746000, 1792890000, 4098042000],
    "Europe/Dublin": [-1691962479, -1680471621, 37242000, 57722400, 1774746000, 1792890000],
    "America/New_York": [-2717650800, -880218000, 120643200, 1772953200, 1793512800, 4109209200],
    "Australia/Lord_Howe": [352216800, 499188600, 1775314800, 1791041400],
    "Asia/Kathmandu": [-1577943676, 504901800],
    "America/St_Johns": [-1096921800, 544591860, 576041460, 1320544800, 1772944200, 1793505600],
    "Pacific/Apia": [-2445424616, -631110600, 1316872800, 1325239200, 1617458400, 1632578400],
}
DIRECTIVES = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%"
LOG = "%Y-%m-%d %H:%M:%S %Z %z"
EPOCH = re.compile(r"%[_\-0^#]*\d*[EO]?s")
LITTLE = ["-", " ", ":", "T", "\u00e9", "\U0001f600", "\u65e5\u672c", "x", "/", ",", "'", "\n", "\\"]
BROKEN = ["%", "%5", "%-", "%E", "%O", "%\u00e9", "%5\U0001f600", "%^\u00e9", "%^\u00df", "%#\u00c9"]
BROKEN += ["%5%", "%1$d", "%^\u00ff", "%5E\U0001f600"]

BEYOND_RULES = "glibc's arithmetic for a zone's rules overflows 32 bits beyond the year 5,885,516; ours does not"
YEAR_RANGE = "beyond C's years, OverflowError in place of OSError [Errno 75]: the package has no OSError"
UNRULED = "a zone string with daylight time but no rule always goes by the rules of today's United States, not by posixrules"
REPEATED = "%s where the clock was set back with tm_isdst unchanged: ours is the instant that was formatted"
SKIPPED = "%s of a UTC time that the local clock skipped with tm_isdst unchanged: -1 in glibc, the earlier clock here"
LEAP_SECONDS = "zones under right/ count leap seconds; ours does not apply them"


def cases():
    chosen = random.Random(20261122)
    yield from every_directive()
    yield from changes()
    yield from flags()
    yield from letters()
    yield from years()
    yield from instants()
    yield from zone_strings()
    yield from epochs()
    yield from odd_formats()
    yield from tuples()
    yield from departures()
    for zone in ZONES:
        for _ in range(220):
            fmt = random_format(chosen)
            utc = ["utc"] if chosen.random() < 0.25 and not EPOCH.search(fmt) else []
            yield case(f"random formats in {zone}", zone, random_instant(chosen, zone), fmt, *utc)


def case(why, zone, seconds, *rest, departure=None):
    answer = {"why": why, "input": [zone, seconds, *rest], **in_zone(zone, seconds, *rest)}
    if len(rest) == 1 and EPOCH.search(rest[0]) and not isinstance(seconds, list):
        if in_zone(zone, seconds, "%s")["expect"] != str(int(seconds // 1)):
            departure = REPEATED
    return {**answer, "departure": departure} if departure else answer


def in_zone(zone, when, fmt=None, utc=None):
    os.environ["TZ"] = zone
    time.tzset()
    time.mktime(time.localtime(0))  # %s in a repeated hour depends on the offset that mktime found last
    if isinstance(when, list):
        return outcome(lambda: time.strftime(fmt, tuple(when)))
    convert = time.gmtime if utc else time.localtime
    if fmt is not None:
        return outcome(lambda: time.strftime(fmt, convert(when)))
    return outcome(lambda: [*(moment := convert(when)), moment.tm_zone, moment.tm_gmtoff])


def every_directive():
    for zone in ZONES:
        for directive in DIRECTIVES:
            for seconds in (1784116803, 1767222296):
                yield case(f"each directive in {zone}", zone, seconds, "%" + directive)


def changes():
    for zone, instants in CHANGES.items():
        for instant in instants:
            for seconds in (instant - 86400, instant - 3601, instant - 1, instant, instant + 1799, instant + 3600):
                yield case(f"the hours around a change in {zone}", zone, seconds, LOG + "|%s|%c")
                yield case(f"the tuple around a change in {zone}", zone, seconds)


def flags():
    for directive in DIRECTIVES + "EfiJKLNOQqv+!":
        for flag in ("-", "_", "0", "^", "#", "3", "12", "05", "_12", "-12", "^#12", "#^", "0_", "_-", "E", "O", "#E", "^O", "012E"):
            yield case(f"flags of %{directive}", "America/St_Johns", 1783476245, f"%{flag}{directive}")


def letters():
    for letter in string.ascii_letters + string.punctuation:
        yield case("every letter, known or not", "Europe/Paris", 1767222296, f"<%{letter}>")


def years():
    for year in (-141, -1, 0, 1, 9, 99, 100, 999, 1000, 1582, 1899, 1900, 9999, 10000, 275760, 275761, 2147483647 - 5, -2147481748 + 5):
        seconds = (year * 365 + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 + 1 - 719528 + 44) * 86400 + 45296
        if abs(seconds) >= 2**53:
            seconds = float(seconds)
        for fmt in ("%Y|%5Y|%_5Y|%-5Y|%05Y|%C|%5C|%y|%g|%G|%_6G", "%F|%12F|%012F|%D|%c|%x", "%a %j %U %V %W %u", LOG):
            yield case("years of any length", "UTC", seconds, fmt)
            yield case("years of any length", "Asia/Kathmandu", seconds, fmt, "utc")
        for zone in ("UTC", "Asia/Kathmandu", "Pacific/Apia"):
            yield case("years of any length, as a tuple", zone, seconds)
    for year in range(1996, 2036):
        for day in (-3, -2, -1, 0, 1, 2, 3):
            seconds = calendar.timegm((year, 1, 1, 12, 0, 0)) + day * 86400
            yield case("weeks around New Year", "UTC", seconds, "%F %G-%V %g %U %W %j %u %w")


def instants():
    for seconds in (0, -1, -0.5, 0.999999999, 1.5, -1.000001, 1e12, -1e12, 253402300799.999, 2**31, -(2**31), 2**40 + 0.25):
        for zone in ("UTC", "America/New_York"):
            yield case("fractions are floored", zone, seconds, LOG)
            yield case("fractions are floored", zone, seconds, LOG, "utc")


def zone_strings():
    for zone in POSIX_ZONES + OTHER_ZONES:
        for number, seconds in enumerate((1768478400, 1784116800, 1772953200, 1775314800, 1792890000, 1793512800, 1798761600, -300000000, -2500000000, 31536000, 10**11)):
            # A different second for each zone: what was made for a second in one zone is looked at again in the next.
            yield case(f"TZ={zone}", zone, seconds + len(zone) * 7 + number, LOG)
            yield case(f"TZ={zone}", zone, seconds + len(zone) * 7 + number)


def epochs():
    for zone in ZONES + POSIX_ZONES:
        for seconds in (1768478400, 1784116800, 1798761600, 504914400, -300000000, -1500000000, 10**10):
            yield case("%s of a UTC tuple is the time at which the local clock shows it", zone, seconds, "%s", "utc")


def odd_formats():
    fmts = ["", "%", "a%", "%%", "%%%", "\0", "a\0b", "\u00e9%Y", "\U0001f600%d", "%-", "%5", "%E", "%O", "%EOY", "%OEY", "%E5Y", "%5E"]
    fmts += ["%1023d", "%2047d", "%2048d", "%5000d", "%99999999999d", "%-99999999999d", "x%1023d", "%500n%400n", "%1500A%1500A"]
    fmts += ["%2000Y" + "a" * 30, "%d\n%m", "%.3S", "%(x)s", "%*d", "%1$d", "%:z", "%+Y", "%^c", "%#c", "%30c", "%030c", "%^r", "%6z", "%_6z", "%-6z"]
    for fmt in fmts + BROKEN:
        yield case("odd formats", "Europe/Paris", 1784116803, fmt)


def tuples():
    good = [2026, 7, 15, 14, 0, 5, 2, 196, 1]
    fmt = "%Y %y %C %G %g %V %U %W %m %d %H %I %M %S %a %A %w %u %j %b %B %p"
    odd = [(0, 0), (0, -5), (0, 2**31 - 1), (0, 2**31), (0, -(2**31)), (1, 0), (1, 13), (1, -1), (2, 0), (2, 31), (2, 32), (3, 24), (3, -1)]
    odd += [(4, 60), (5, 60), (5, 61), (5, 62), (6, -1), (6, -2), (6, 0), (6, 6), (6, 7), (6, 20), (7, 0), (7, 1), (7, 366), (7, 367), (7, -1), (8, 5)]
    for field, value in odd:
        fields = [*good]
        fields[field] = value
        yield case("a tuple is printed as it stands", "Europe/Paris", fields, fmt)
    for isdst in (-1, 0, 1):
        for month in (1, 7):
            yield case("a tuple without a zone", "Europe/Paris", [2026, month, 15, 14, 0, 5, 2, 196, isdst], "%z|%s")


def departures():
    yield case("DST in a far future", "Europe/Paris", 10**15, LOG, departure=BEYOND_RULES)
    yield case("years beyond C's", "UTC", 1e17, LOG, departure=YEAR_RANGE)
    yield case("a zone string without rules", "AAA3BBB", -300000000, LOG, departure=UNRULED)
    yield case("%s in a repeated hour", "Africa/Dar_es_Salaam", -694321199, "%s", departure=REPEATED)
    yield case("%s in a skipped hour", "Africa/Niamey", -315619200, "%s", "utc", departure=SKIPPED)
    yield case("leap seconds", "right/Europe/Paris", 1784116803, LOG, departure=LEAP_SECONDS)


def random_format(chosen):
    parts = []
    for _ in range(chosen.choice([1, 1, 2, 3, 5])):
        kind = chosen.random()
        if kind < 0.5:
            parts.append("%" + chosen.choice(DIRECTIVES))
        elif kind < 0.85:
            flag = "".join(chosen.choice("_-0^#") for _ in range(chosen.choice([0, 0, 1, 1, 2])))
            width = chosen.choice(["", "", "", "1", "3", "05", "10", "12"])
            parts.append("%" + flag + width + chosen.choice(["", "", "", "E", "O"]) + chosen.choice(DIRECTIVES * 3 + "fEOJKLNQiqov+!:."))
        else:
            parts.append(chosen.choice(LITTLE if kind < 0.95 else BROKEN))
    return "".join(parts)


def random_instant(chosen, zone):
    kind = chosen.random()
    if kind < 0.3:
        return chosen.choice(CHANGES[zone]) + chosen.randrange(-90000, 90000)
    if kind < 0.7:
        return chosen.randrange(0, 2**32)
    if kind < 0.9:
        return chosen.randrange(-3 * 10**9, 10**10)
    return chosen.randrange(-(10**13), 10**13)
