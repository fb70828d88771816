"""The functions that the traceback of a logged exception shows, oldest first, those of each exception in its chain apart.

The program stands here and, with the same names, in test/call-site/support/tracebacks.mjs.
"""

import asyncio
import logging
import re


def fail():
    raise ValueError("x")


def middle():
    fail()


def caught_at_once(log):
    try:
        raise ValueError("x")
    except ValueError as error:
        log(error)


def caught_from_a_function(log):
    try:
        fail()
    except ValueError as error:
        log(error)


def caught_from_two_functions(log):
    try:
        middle()
    except ValueError as error:
        log(error)


def logged_by_a_helper(log):
    def report(error):
        log(error)

    def helper(error):
        report(error)

    try:
        middle()
    except ValueError as error:
        helper(error)


def in_a_loop(log):
    for _ in [1, 2]:
        try:
            middle()
        except ValueError as error:
            log(error)


def through_a_callback(log):
    def each(_):
        try:
            middle()
        except ValueError as error:
            log(error)

    list(map(each, [1]))


def through_a_callback_that_throws(log):
    def each(_):
        middle()

    try:
        list(map(each, [1]))
    except ValueError as error:
        log(error)


def in_a_recursion(log):
    def dive(depth):
        if depth > 0:
            dive(depth - 1)
            return
        try:
            middle()
        except ValueError as error:
            log(error)

    dive(30)


def through_a_recursion(log):
    def dive(depth):
        if depth == 0:
            fail()
        dive(depth - 1)

    try:
        dive(3)
    except ValueError as error:
        log(error)


def raised_again(log):
    def again():
        try:
            fail()
        except ValueError:
            raise

    try:
        again()
    except ValueError as error:
        log(error)


def raised_from(log):
    def wrap():
        try:
            middle()
        except ValueError as error:
            raise TypeError("y") from error

    try:
        wrap()
    except TypeError as error:
        log(error)


def raised_from_twice(log):
    def first():
        try:
            fail()
        except ValueError as error:
            raise TypeError("y") from error

    def second():
        try:
            first()
        except TypeError as error:
            raise KeyError("z") from error

    try:
        second()
    except KeyError as error:
        log(error)


class Service:
    def load(self):
        fail()

    def handle(self, log):
        try:
            self.load()
        except ValueError as error:
            log(error)


def in_a_method(log):
    Service().handle(log)


async def wait_and_fail():
    await asyncio.sleep(0)
    fail()


async def awaited(log):
    try:
        await wait_and_fail()
    except ValueError as error:
        log(error)


async def awaited_twice(log):
    async def between():
        await wait_and_fail()

    try:
        await between()
    except ValueError as error:
        log(error)


async def awaited_before_it_is_logged(log):
    try:
        fail()
    except ValueError as error:
        await asyncio.sleep(0)
        log(error)


async def caught_below_an_await(log):
    async def inner():
        try:
            await wait_and_fail()
        except ValueError as error:
            log(error)

    await inner()


async def raised_from_after_an_await(log):
    async def wrap():
        try:
            await wait_and_fail()
        except ValueError as error:
            raise TypeError("y") from error

    try:
        await wrap()
    except TypeError as error:
        log(error)


PROGRAMS = [
    caught_at_once, caught_from_a_function, caught_from_two_functions, logged_by_a_helper, in_a_loop, through_a_callback,
    through_a_callback_that_throws, in_a_recursion, through_a_recursion, raised_again, raised_from, raised_from_twice, in_a_method, awaited,
    awaited_twice, awaited_before_it_is_logged, caught_below_an_await, raised_from_after_an_await,
]


class Shown(logging.Handler):
    def emit(self, record):
        self.text = self.format(record)


def shown(program):
    handler = Shown()
    logger = logging.Logger("shown")
    logger.addHandler(handler)

    def log(error):
        logger.error("x", exc_info=error)

    def run():
        answer = program(log)
        if asyncio.iscoroutine(answer):
            asyncio.run(answer)

    run()
    parts = handler.text.split("Traceback (most recent call last):\n")[1:]
    return [re.findall(r'^  File ".*", line \d+, in (.*)$', part, re.M) for part in parts]


def cases():
    for program in PROGRAMS:
        yield {"input": program.__name__, "expect": shown(program)}
