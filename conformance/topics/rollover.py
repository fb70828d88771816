"""TimedRotatingFileHandler: computeRollover and the backup's name that doRollover would take.

Over eight zones with all schedules; over zones written out as POSIX has it; and over all zones whose clock has moved since
1970 by something else than the hour that tm_isdst stands for, in the days around such a change.

One case is one zone, `when`, interval and atTime with many sequences, each told by the instant at which it starts: expect
holds [rolloverAt, suffix, next] of each, where a rollover made exactly at rolloverAt takes the suffix and sets `next`.
"""

import datetime
import logging.handlers
import os
import random
import struct
import tempfile
import time

ZONES = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Europe/Dublin",
    "Africa/Casablanca",
]

POSIX_ZONES = [
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST+05EDT,M3.2.0,M11.1.0",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "NZST-12NZDT-13:00:00,M9.5.0/02:00:00,M4.1.0/03:00:00",
    "XXX3YYY,J60/1,J300/1",
    "PST8PDT,M3.2.0/2:30,310/26",
    "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
    "<+0545>-5:45",
    "UTC0",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "IST-1GMT0,M10.5.0,M3.5.0/1",
    "AAA-3BBB-5:20,M3.5.0,M10.5.0/3",
]

DECISION = (
    "CPython takes a change of tm_isdst for an hour and any other change of the clock for none, and rotates at another time "
    "of day where that is not so; ours keeps to the time that was asked for."
)
NAME = (
    "CPython shifts the name by an hour if tm_isdst has changed since the file's start; ours is the file's own start."
)

SCHEDULES = [("S", 1), ("S", 30), ("M", 1), ("M", 15), ("H", 1), ("H", 6), ("D", 1), ("D", 3), ("MIDNIGHT", 1), ("MIDNIGHT", 3)]
SCHEDULES += [(f"W{day}", 1) for day in range(7)] + [("W0", 2), ("W6", 3)]
AT_TIMES = [None, (0, 0, 0), (2, 30, 0), (12, 0, 0), (23, 59, 59)]

# What happens to clocks around here: Europe, America, Lord Howe, Ramadan, the turn of a year, a leap day. All of it past:
# of years to come, Node's zone data and the system's may know different laws.
EVENTS = ["2025-03-30 01:00", "2025-10-26 01:00", "2025-03-09 07:00", "2025-11-02 06:00", "2025-04-05 15:00"]
EVENTS += ["2025-10-04 15:30", "2025-02-23 02:00", "2025-04-06 02:00", "2024-12-31 23:59", "2024-02-29 12:00"]

# Of the zones that move their clocks oddly. Laws of the last years may not have reached every system yet.
ODD_SCHEDULES = [("MIDNIGHT", 1, None), ("MIDNIGHT", 1, (12, 0, 0)), ("H", 1, None), ("H", 6, None), ("D", 1, None)]
LAST_CHANGE = datetime.datetime(2023, 1, 1, tzinfo=datetime.timezone.utc).timestamp()


class Handler(logging.handlers.TimedRotatingFileHandler):
    """Tells the name that it would take, and takes it not."""

    def rotation_filename(self, default_name):
        self.suffix_taken = default_name[len(self.baseFilename) + 1 :]
        return self.baseFilename


def moments(generator, count):
    moments = []
    for _ in range(count):
        event = datetime.datetime.fromisoformat(generator.choice(EVENTS)).replace(tzinfo=datetime.timezone.utc)
        hours = generator.choice([0, 1, 23, 24, 25, generator.uniform(-30, 30), generator.uniform(-200, 200)])
        moments.append(int(event.timestamp() + generator.choice([-1, 1]) * hours * 3600) + generator.choice([0, 0, -1, 1]))
    return moments


def moments_around(generator, instants):
    return [int(each + 3600 * generator.choice([0, -0.25, -0.5, generator.uniform(-1, 0), generator.uniform(-30, 3)])) for each in instants for _ in range(2)]


def answer(handler, moment):
    handler.rolloverAt = handler.computeRollover(moment)
    now, time.time = time.time, lambda: handler.rolloverAt
    try:
        rollover_at = handler.rolloverAt
        handler.doRollover()
    finally:
        time.time = now
    return [rollover_at, handler.suffix_taken, handler.rolloverAt]


def departs(handler, moment, rollover_at):
    """Whether the clock moves here by something else than CPython concludes from tm_isdst."""
    if handler.utc or handler.when in ("S", "M", "H", "D"):
        return False
    seen = [time.localtime(each) for each in (moment, rollover_at, rollover_at - handler.interval, rollover_at - 3600, rollover_at + 3600)]
    return len({each.tm_gmtoff - 3600 * each.tm_isdst for each in seen}) > 1


def departs_in_name(handler, rollover_at, suffix):
    """Whether CPython names a file not after its start, where that is the number of seconds of the interval ago."""
    if handler.utc or handler.when not in ("S", "M", "H", "D"):
        return False
    return suffix != time.strftime(handler.suffix, time.localtime(rollover_at - handler.interval))


def odd_changes():
    """Zone and instants, of all zones that have had such a change since 1970; the last four of each."""
    with open("/usr/share/zoneinfo/zone1970.tab", encoding="utf-8") as table:
        zones = sorted(line.split("\t")[2].strip() for line in table if not line.startswith("#"))
    for zone in zones:
        with open(f"/usr/share/zoneinfo/{zone}", "rb") as file:
            clocks = [clock for clock in changes(file.read()) if clock[0] < LAST_CHANGE]
        pairs = zip(clocks, clocks[1:])
        odd = [after[0] for before, after in pairs if after[0] > 0 and before[1] - 3600 * before[2] != after[1] - 3600 * after[2]]
        if odd:
            yield zone, odd[-4:]


def changes(data):
    """(instant, offset, tm_isdst) of each change in a compiled zone file; RFC 9636."""
    start = size_of_block(data, 0, 4)
    _, _, _, times, types, _ = struct.unpack(">6I", data[start + 20 : start + 44])
    instants = struct.unpack_from(f">{times}q", data, start + 44)
    indexes = data[start + 44 + times * 8 :][:times]
    at = start + 44 + times * 9
    clocks = [struct.unpack_from(">iB", data, at + 6 * index) for index in range(types)]
    return [(instant, *clocks[index]) for instant, index in zip(instants, indexes)]


def size_of_block(data, start, width):
    utcs, standards, leaps, times, types, chars = struct.unpack(">6I", data[start + 20 : start + 44])
    return 44 + times * (width + 1) + types * 6 + chars + leaps * (width + 4) + standards + utcs


def cases():
    generator = random.Random("rollover")
    folder = tempfile.mkdtemp()
    before = os.environ.get("TZ")
    for zone in ZONES:
        for utc in (False, True) if zone in ("UTC", "America/New_York") else (False,):
            for schedule in all_schedules():
                yield from one(folder, zone, utc, *schedule, moments(generator, 8))
    generator = random.Random("rollover in POSIX's zones")
    for zone in POSIX_ZONES:
        for schedule in all_schedules():
            yield from one(folder, zone, False, *schedule, moments(generator, 4))
    generator = random.Random("rollover around odd changes")
    for zone, instants in odd_changes():
        for schedule in [*ODD_SCHEDULES, (generator.choice(["W0", "W2", "W6"]), 1, None)]:
            yield from one(folder, zone, False, *schedule, moments_around(generator, instants))
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()
    os.rmdir(folder)


def all_schedules():
    for when, interval in SCHEDULES:
        timed = when == "MIDNIGHT" or when[0] == "W"
        for at_time in AT_TIMES if timed else AT_TIMES[:1]:
            yield when, interval, at_time


def one(folder, zone, utc, when, interval, at_time, moments):
    os.environ["TZ"] = zone
    time.tzset()
    handler = Handler(
        os.path.join(folder, "app.log"),
        when=when,
        interval=interval,
        utc=utc,
        delay=True,
        atTime=None if at_time is None else datetime.time(*at_time),
    )
    answers = {None: [], DECISION: [], NAME: []}
    for moment in moments:
        expect = answer(handler, moment)
        rollover_at, suffix, following = expect
        decision = departs(handler, moment, rollover_at) or departs(handler, rollover_at, following)
        name = departs_in_name(handler, rollover_at, suffix)
        answers[DECISION if decision else NAME if name else None].append([moment, *expect])
    handler.close()
    given = {"zone": zone, "utc": utc, "when": when, "interval": interval}
    if at_time is not None:
        given["atTime"] = "%02d:%02d:%02d" % at_time
    why = f"{interval} x {when} in {zone}" + (" by UTC" if utc else "") + (f" at {given['atTime']}" if at_time else "")
    for departure, told in answers.items():
        if told:
            case = {"why": why, "input": {**given, "moments": [each[0] for each in told]}, "expect": [each[1:] for each in told]}
            yield case if departure is None else {**case, "departure": departure}
