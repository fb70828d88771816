"""Which function a log call shows, `%(funcName)s`: by the kind of call, what it is called through, and its stacklevel.

The program that makes these calls stands here and, with the same names, in test/call-site/support/callers.mjs.
"""

import logging
import warnings

STACKLEVELS = [1, 2, 3, 4]


class Shown(logging.Handler):
    def emit(self, record):
        self.name_shown = record.funcName


class OwnMethods(logging.Logger):
    def error(self, msg, *args, **kwargs):
        super().error(msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        super().warning(msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        super().critical(msg, *args, **kwargs)


class OwnEnd(logging.Logger):
    def _log(self, level, msg, args, **kwargs):
        super()._log(level, msg, args, **kwargs)


class OwnSearch(logging.Logger):
    def findCaller(self, stack_info=False, stacklevel=1):
        return super().findCaller(stack_info, stacklevel)


class OwnLog(logging.Logger):
    def log(self, level, msg, *args, **kwargs):
        super().log(level, msg, *args, **kwargs)


class StyleAdapter(logging.LoggerAdapter):
    def log(self, level, msg, *args, **kwargs):
        self.logger.log(level, msg, *args, **kwargs)


class SuperAdapter(logging.LoggerAdapter):
    def log(self, level, msg, *args, **kwargs):
        super().log(level, msg, *args, **kwargs)


class OwnInfo(logging.LoggerAdapter):
    def info(self, msg, *args, **kwargs):
        super().info(msg, *args, **kwargs)


KINDS = {
    "debug": lambda logger: logger(logging.Logger).debug,
    "info": lambda logger: logger(logging.Logger).info,
    "warning": lambda logger: logger(logging.Logger).warning,
    "warn": lambda logger: logger(logging.Logger).warn,
    "error": lambda logger: logger(logging.Logger).error,
    "exception": lambda logger: logger(logging.Logger).exception,
    "critical": lambda logger: logger(logging.Logger).critical,
    "fatal": lambda logger: logger(logging.Logger).fatal,
    "log": lambda logger: at_info(logger(logging.Logger).log),
    "module info": lambda logger: logging.info,
    "module exception": lambda logger: logging.exception,
    "module log": lambda logger: at_info(logging.log),
    "own error": lambda logger: logger(OwnMethods).error,
    "own error, exception": lambda logger: logger(OwnMethods).exception,
    "own warning, warn": lambda logger: logger(OwnMethods).warn,
    "own critical, fatal": lambda logger: logger(OwnMethods).fatal,
    "own _log": lambda logger: logger(OwnEnd).info,
    "own _log, exception": lambda logger: logger(OwnEnd).exception,
    "own findCaller": lambda logger: logger(OwnSearch).info,
    "adapter": lambda logger: logging.LoggerAdapter(logger(logging.Logger), {}).info,
    "adapter exception": lambda logger: logging.LoggerAdapter(logger(logging.Logger), {}).exception,
    "adapter log": lambda logger: at_info(logging.LoggerAdapter(logger(logging.Logger), {}).log),
    "adapter of an adapter": lambda logger: logging.LoggerAdapter(logging.LoggerAdapter(logger(logging.Logger), {}), {}).info,
    "adapter with a log": lambda logger: StyleAdapter(logger(logging.Logger), {}).warning,
    "adapter with a log, exception": lambda logger: StyleAdapter(logger(logging.Logger), {}).exception,
    "adapter with a log by super": lambda logger: SuperAdapter(logger(logging.Logger), {}).error,
    "adapter with an info": lambda logger: OwnInfo(logger(logging.Logger), {}).info,
    "adapter of an adapter with a log": lambda logger: logging.LoggerAdapter(StyleAdapter(logger(logging.Logger), {}), {}).info,
    "adapter of a logger with a log": lambda logger: logging.LoggerAdapter(logger(OwnLog), {}).info,
    "adapter of a logger with a _log": lambda logger: logging.LoggerAdapter(logger(OwnEnd), {}).info,
}


def at_info(log):
    return lambda msg, **kwargs: log(logging.INFO, msg, **kwargs)


def through_functions(call):
    def inner():
        call()

    def outer():
        inner()

    outer()


def through_methods(call):
    class Service:
        def save(self):
            call()

        def handle(self):
            self.save()

    Service().handle()


def through_a_callback(call):
    def mapped():
        list(map(lambda _: call(), [1]))

    mapped()


def through_a_decorator(call):
    def traced(function):
        def wrapper():
            return function()

        return wrapper

    @traced
    def decorated():
        call()

    decorated()


def through_a_filter(call):
    class Calling(logging.Filter):
        def filter(self, record):
            call()
            return False

    def busy():
        logger = logging.Logger("busy")
        logger.addFilter(Calling())
        logger.info("x")

    busy()


WRAPPINGS = {
    "functions": through_functions,
    "methods": through_methods,
    "a callback": through_a_callback,
    "a decorator": through_a_decorator,
    "a filter": through_a_filter,
}


def shown(kind, wrapping, stacklevel):
    handler = Shown()
    root = logging.root
    before = root.handlers, root.level
    root.handlers, root.level = [handler], logging.DEBUG
    root.manager._clear_cache()

    def logger(of):
        made = of("shown", logging.DEBUG)
        made.addHandler(handler)
        return made

    log = KINDS[kind](logger)

    def call():
        log("x", stacklevel=stacklevel)

    try:
        WRAPPINGS[wrapping](call)
    finally:
        root.handlers, root.level = before
        root.manager._clear_cache()
    return handler.name_shown


def cases():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for kind in KINDS:
            for wrapping in WRAPPINGS:
                for stacklevel in STACKLEVELS:
                    yield {"input": [kind, wrapping, stacklevel], "expect": shown(kind, wrapping, stacklevel)}
