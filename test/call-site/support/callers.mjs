/** The program of conformance/topics/callers.py, with the same names: which function a log call shows. */
import { logging } from './places.mjs'

const { Logger, LoggerAdapter } = logging

class Shown extends logging.Handler {
  name_shown = undefined

  emit(record) {
    this.name_shown = record.funcName
  }
}

class OwnMethods extends Logger {
  error(msg, ...args) {
    super.error(msg, ...args)
  }

  warning(msg, ...args) {
    super.warning(msg, ...args)
  }

  critical(msg, ...args) {
    super.critical(msg, ...args)
  }
}

class OwnEnd extends Logger {
  _log(level, msg, args, keywords) {
    super._log(level, msg, args, keywords)
  }
}

class OwnSearch extends Logger {
  findCaller(stack_info = false, stacklevel = 1) {
    return super.findCaller(stack_info, stacklevel)
  }
}

class OwnLog extends Logger {
  log(level, msg, ...args) {
    super.log(level, msg, ...args)
  }
}

class StyleAdapter extends LoggerAdapter {
  log(level, msg, ...args) {
    this.logger.log(level, msg, ...args)
  }
}

class SuperAdapter extends LoggerAdapter {
  log(level, msg, ...args) {
    super.log(level, msg, ...args)
  }
}

class OwnInfo extends LoggerAdapter {
  info(msg, ...args) {
    super.info(msg, ...args)
  }
}

const bound = (object, name) => object[name].bind(object)
const adapter = (logger, Adapter = LoggerAdapter) => new Adapter(logger, {})
const atInfo = (log) => (msg, keywords) => log(logging.INFO, msg, keywords)

const KINDS = {
  ...Object.fromEntries(
    ['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'fatal'].map((name) => [
      name,
      (logger) => bound(logger(Logger), name),
    ]),
  ),
  log: (logger) => atInfo(bound(logger(Logger), 'log')),
  'module info': () => logging.info,
  'module exception': () => logging.exception,
  'module log': () => atInfo(logging.log),
  'own error': (logger) => bound(logger(OwnMethods), 'error'),
  'own error, exception': (logger) => bound(logger(OwnMethods), 'exception'),
  'own warning, warn': (logger) => bound(logger(OwnMethods), 'warn'),
  'own critical, fatal': (logger) => bound(logger(OwnMethods), 'fatal'),
  'own _log': (logger) => bound(logger(OwnEnd), 'info'),
  'own _log, exception': (logger) => bound(logger(OwnEnd), 'exception'),
  'own findCaller': (logger) => bound(logger(OwnSearch), 'info'),
  adapter: (logger) => bound(adapter(logger(Logger)), 'info'),
  'adapter exception': (logger) => bound(adapter(logger(Logger)), 'exception'),
  'adapter log': (logger) => atInfo(bound(adapter(logger(Logger)), 'log')),
  'adapter of an adapter': (logger) => bound(adapter(adapter(logger(Logger))), 'info'),
  'adapter with a log': (logger) => bound(adapter(logger(Logger), StyleAdapter), 'warning'),
  'adapter with a log, exception': (logger) => bound(adapter(logger(Logger), StyleAdapter), 'exception'),
  'adapter with a log by super': (logger) => bound(adapter(logger(Logger), SuperAdapter), 'error'),
  'adapter with an info': (logger) => bound(adapter(logger(Logger), OwnInfo), 'info'),
  'adapter of an adapter with a log': (logger) => bound(adapter(adapter(logger(Logger), StyleAdapter)), 'info'),
  'adapter of a logger with a log': (logger) => bound(adapter(logger(OwnLog)), 'info'),
  'adapter of a logger with a _log': (logger) => bound(adapter(logger(OwnEnd)), 'info'),
}

const WRAPPINGS = {
  functions: function through_functions(call) {
    function inner() {
      call()
    }
    function outer() {
      inner()
    }
    outer()
  },

  methods: function through_methods(call) {
    class Service {
      save() {
        call()
      }

      handle() {
        this.save()
      }
    }
    new Service().handle()
  },

  'a callback': function through_a_callback(call) {
    function mapped() {
      ;[1].map(() => call())
    }
    mapped()
  },

  'a decorator': function through_a_decorator(call) {
    function traced(method) {
      return function wrapper() {
        return method()
      }
    }
    const wrapped = traced(function decorated() {
      call()
    })
    wrapped()
  },

  'a filter': function through_a_filter(call) {
    class Calling extends logging.Filter {
      filter() {
        call()
        return false
      }
    }
    function busy() {
      const logger = new Logger('busy')
      logger.addFilter(new Calling())
      logger.warning('x')
    }
    busy()
  },
}

/** The name of the function that is shown. */
export function shown(kind, wrapping, stacklevel) {
  const handler = new Shown()
  const { root } = logging
  const before = { handlers: root.handlers, level: root.level }
  Object.assign(root, { handlers: [handler], level: logging.DEBUG })
  root.manager._clear_cache()
  const logger = (Class) => {
    const made = new Class('shown', logging.DEBUG)
    made.addHandler(handler)
    return made
  }
  const log = KINDS[kind](logger)
  function call() {
    log('x', { stacklevel })
  }
  try {
    WRAPPINGS[wrapping](call)
  } finally {
    Object.assign(root, before)
    root.manager._clear_cache()
  }
  return handler.name_shown
}
