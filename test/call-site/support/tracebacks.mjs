/** The programs of conformance/topics/tracebacks.py, with the same names: what is in the traceback of a logged error. */
import { logging } from './places.mjs'

function fail() {
  throw new RangeError('x')
}

function middle() {
  fail()
}

class Service {
  load() {
    fail()
  }

  handle(log) {
    try {
      this.load()
    } catch (error) {
      log(error)
    }
  }
}

async function wait_and_fail() {
  await null
  fail()
}

const PROGRAMS = {
  caught_at_once(log) {
    try {
      throw new RangeError('x')
    } catch (error) {
      log(error)
    }
  },

  caught_from_a_function(log) {
    try {
      fail()
    } catch (error) {
      log(error)
    }
  },

  caught_from_two_functions(log) {
    try {
      middle()
    } catch (error) {
      log(error)
    }
  },

  logged_by_a_helper(log) {
    const report = (error) => log(error)
    const helper = (error) => report(error)
    try {
      middle()
    } catch (error) {
      helper(error)
    }
  },

  in_a_loop(log) {
    for (const _ of [1, 2]) {
      try {
        middle()
      } catch (error) {
        log(error)
      }
    }
  },

  through_a_callback(log) {
    const each = () => {
      try {
        middle()
      } catch (error) {
        log(error)
      }
    }
    ;[1].map(each)
  },

  through_a_callback_that_throws(log) {
    const each = () => middle()
    try {
      ;[1].map(each)
    } catch (error) {
      log(error)
    }
  },

  in_a_recursion(log) {
    const dive = (depth) => {
      if (depth > 0) {
        dive(depth - 1)
        return
      }
      try {
        middle()
      } catch (error) {
        log(error)
      }
    }
    dive(30)
  },

  through_a_recursion(log) {
    const dive = (depth) => {
      if (depth === 0) fail()
      dive(depth - 1)
    }
    try {
      dive(3)
    } catch (error) {
      log(error)
    }
  },

  raised_again(log) {
    const again = () => {
      try {
        fail()
      } catch (error) {
        // biome-ignore lint/complexity/noUselessCatch: it is what is tried
        throw error
      }
    }
    try {
      again()
    } catch (error) {
      log(error)
    }
  },

  raised_from(log) {
    const wrap = () => {
      try {
        middle()
      } catch (error) {
        throw new TypeError('y', { cause: error })
      }
    }
    try {
      wrap()
    } catch (error) {
      log(error)
    }
  },

  raised_from_twice(log) {
    const first = () => {
      try {
        fail()
      } catch (error) {
        throw new TypeError('y', { cause: error })
      }
    }
    const second = () => {
      try {
        first()
      } catch (error) {
        throw new SyntaxError('z', { cause: error })
      }
    }
    try {
      second()
    } catch (error) {
      log(error)
    }
  },

  in_a_method(log) {
    new Service().handle(log)
  },

  async awaited(log) {
    try {
      await wait_and_fail()
    } catch (error) {
      log(error)
    }
  },

  async awaited_twice(log) {
    const between = async () => {
      await wait_and_fail()
    }
    try {
      await between()
    } catch (error) {
      log(error)
    }
  },

  async awaited_before_it_is_logged(log) {
    try {
      fail()
    } catch (error) {
      await null
      log(error)
    }
  },

  async caught_below_an_await(log) {
    const inner = async () => {
      try {
        await wait_and_fail()
      } catch (error) {
        log(error)
      }
    }
    await inner()
  },

  async raised_from_after_an_await(log) {
    const wrap = async () => {
      try {
        await wait_and_fail()
      } catch (error) {
        throw new TypeError('y', { cause: error })
      }
    }
    try {
      await wrap()
    } catch (error) {
      log(error)
    }
  },
}

/**
 * The functions of each traceback that is logged, oldest first.
 *
 * @param show - Makes the text of a record, now or later.
 */
export async function tracebacks(program, show = (handler, record) => handler.format(record)) {
  let text
  class Shown extends logging.Handler {
    emit(record) {
      text = show(this, record)
    }
  }
  const logger = new logging.Logger('shown')
  logger.addHandler(new Shown())
  const log = (error) => logger.error('x', { exc_info: error })
  const run = async () => {
    await PROGRAMS[program](log)
  }
  await run()
  return (typeof text === 'function' ? text() : text)
    .split('Traceback (most recent call last):\n')
    .slice(1)
    .map((part) => [...part.matchAll(/^ {2}File ".*", line \d+, in (.*)$/gm)].map(([, name]) => name))
}
