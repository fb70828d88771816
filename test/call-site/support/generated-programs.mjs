/**
 * Random programs that log in every way that could mix places up: in arguments, getters, wrappers, subclasses, generators,
 * after an await, with levels and methods that change meanwhile, and on objects that only look like loggers.
 *
 *   generateProgram(7, 'ts')     the text of a module that prints `file:line function message` of each record
 */

/** @param language - 'js', 'ts' (types, parameter properties, decorators of methods) or 'tsx' (and elements). */
export function generateProgram(seed, language) {
  const random = randomFrom(seed)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const chance = (part) => random() < part
  const typed = language !== 'js'
  let count = 0
  const next = () => ++count
  const type = (text) => (typed ? text : '')

  const receivers = () => [
    'logger',
    'logger',
    'adapter',
    'logging',
    'child',
    `getLogger('fuzz.made')`,
    'holder.logger',
    'logging.root',
    'loud',
    'stranger.logger',
    ...(typed ? ['logger!', 'holder!.logger!'] : []),
  ]
  const method = () => pick(['info', 'info', 'warning', 'error', 'debug', 'critical', 'exception'])

  /** An expression that is a log call. */
  const call = (depth, gap = '') => {
    const receiver = pick(receivers())
    const message = `'m${next()} %s'`
    const argument = value(depth - 1)
    if (!chance(0.15)) return plainCall(receiver, message, argument, gap)
    // What stands around the program is another thing in a bundle, so none of it is counted.
    return `run(() => ${plainCall(receiver, message, argument, gap, `, { stacklevel: ${pick([1, 2, 3])} }`)})`
  }

  const plainCall = (receiver, message, argument, gap, keywords = '') => {
    if (chance(0.1)) return `say(${message}, ${argument}${keywords})`
    if (chance(0.1)) return `${receiver}.log(${pick([10, 20, 30])}, ${message}, ${argument}${keywords})`
    const optional = chance(0.1) && /^\w+$/.test(receiver) ? '?' : ''
    return `${receiver}${gap}${optional}.${method()}(${gap}${message}, ${argument}${keywords})`
  }

  /** A value that may log while it is made. */
  const value = (depth) => {
    if (depth <= 0) return String(next())
    return pick([
      () => String(next()),
      () => `(${call(depth)}, ${next()})`,
      () => `run(() => { ${call(depth)}; return ${next()} })`,
      () => `holder.noisy`,
      () => `attempt(() => { ${call(depth)}; throw new Error('no') })`,
      () => `(logger.setLevel(${pick(['1', "'INFO'", "'ERROR'"])}), ${next()})`,
      () => `patched(() => ${call(depth)})`,
    ])()
  }

  /** A statement, which may be a function and its call. @param canWait - Whether `await` may stand there. */
  const statement = (depth, canWait) => {
    const name = `f${next()}`
    const within = (waits) => indented(depth > 0 && chance(0.6) ? statement(depth - 1, waits) : call(depth))
    const inside = () => within(false)
    const waiting = () => within(true)
    return pick([
      () => call(depth + 1),
      () => call(depth + 1, '\n      '),
      () =>
        `function ${name}(log${type(': logging.Logger')}) {\n  log.info('p${next()}')\n  ${inside()}\n}\n${name}(logger)`,
      () => `const ${name} = () => ${call(depth)}\n${name}()`,
      () => `const ${name} = function () {\n  ${inside()}\n}\n${name}()`,
      () => `;[1, 2].map((n) => ${call(depth)})`,
      () => `;[1].forEach(function () {\n  ${inside()}\n})`,
      () => `function* ${name}() {\n  ${call(depth)}\n  yield 1\n  ${inside()}\n}\nfor (const _ of ${name}());`,
      () =>
        `const ${name} = { run() {\n  ${inside()}\n}, get size() { ${call(depth)}; return 1 }, go: () => ${call(depth)} }\n${name}.run(); void ${name}.size; ${name}.go()`,
      () => classOf(name, depth, inside),
      () =>
        `try {\n  ${call(depth)}\n  throw new Error('t')\n} catch (error) {\n  ${call(depth)}\n} finally {\n  ${inside()}\n}`,
      () => `wrap('w${next()}')\nrun(() => wrapFar('w${next()}'))`,
      () =>
        `const ${name} = (depth${type(': number')})${type(': void')} => {\n  logger.info('r%s', depth > 0 ? ${name}(depth - 1) : 0)\n}\n${name}(2)`,
      () => `if (logger) ${call(depth)}\nelse ${call(depth)}`,
      () => `holder.assigned = () => ${call(depth)}\nholder.assigned()`,
      () => `stranger.deep.logger.info('s${next()}')\nloud.own('o${next()}')`,
      ...(canWait
        ? [
            () => `await (async () => {\n  ${waiting()}\n  await null\n  ${waiting()}\n})()`,
            () =>
              `async function ${name}() {\n  ${call(depth)}\n  await sleep()\n  ${waiting()}\n}\nawait Promise.all([${name}(), ${name}()])`,
            () => `await Promise.resolve().then(() => ${call(depth)})`,
          ]
        : []),
      ...(language === 'tsx'
        ? [
            () =>
              `void element('div', null)\n;(<button title="x" onClick={() => ${call(depth)}}>{value(${value(depth)})}</button>).onClick()`,
          ]
        : []),
    ])()
  }

  const classOf = (name, depth, inside) =>
    [
      `class C${name} {`,
      `  #log = logger.getChild('c')`,
      `  ${type('private readonly ')}kept${type(': logging.Logger')} = logger`,
      typed
        ? `  constructor(private readonly given: logging.Logger) {\n    this.given.info('g${next()}')\n    ${call(depth)}\n  }`
        : `  constructor() {\n    ${call(depth)}\n  }`,
      `  ${typed && chance(0.5) ? '@decorated ' : ''}work() {\n    this.#log.info('h${next()}')\n    this.kept.warning('k${next()}', ${value(depth)})\n    ${indented(inside())}\n  }`,
      `  #hidden${name}() {\n    ${call(depth)}\n  }`,
      `  static make() {\n    ${call(depth)}\n    return new C${name}(${typed ? 'logger' : ''})\n  }`,
      `  get size() {\n    ${call(depth)}\n    this.#hidden${name}()\n    return 1\n  }`,
      `  field = () => ${call(depth)}`,
      `}`,
      `const c${name} = C${name}.make()\nc${name}.work()\nvoid c${name}.size\nc${name}.field()`,
    ].join('\n')

  const body = Array.from({ length: 6 }, () => statement(2, true)).join('\n')
  return `${head(typed, language)}\n${body}\nlogging.root.warning('end')\nfor (const line of lines) console.log(line)\n`
}

/** As people write it: where V8 has no name, the look tells functions from the top level by margins. */
function indented(text) {
  return text.replaceAll('\n', '\n  ')
}

function head(typed, language) {
  const any = typed ? ': any' : ''
  return `import logging, { getLogger, info as say, LoggerAdapter } from '@pylogging/core'
const lines${any} = []
logging.root.setLevel(1)
const handler = new logging.StreamHandler({ write: (text${any}) => lines.push(text.split('\\n')[0]) })
handler.setFormatter(new logging.Formatter('%(filename)s:%(lineno)d %(funcName)s %(message)s'))
logging.root.addHandler(handler)
const logger = getLogger('fuzz')
const child = logger.getChild('child')
const adapter = new LoggerAdapter(logger, { user: 'anna' })
class Loud extends logging.Logger {
  info(msg${any}, ...args${any}) {
    super.info(msg, ...args)
  }
  own(msg${any}) {
    if (this.isEnabledFor(25)) this._log(25, msg, [])
    this.warning(msg)
  }
}
const loud = new Loud('loud', 1)
loud.addHandler(handler)
const holder${any} = {
  get logger() {
    logger.debug('in a getter')
    return logger
  },
  get noisy() {
    logger.error('in a noisy getter')
    return 1
  },
}
const pass = (name${any}) => (...args${any}) => (logger${any})[name](...args)
const stranger${any} = {
  logger: Object.fromEntries(['debug', 'info', 'warning', 'error', 'critical', 'exception', 'log'].map((name) => [name, pass(name)])),
  deep: { logger: { info(...args${any}) { logger.warning(...args) } } },
}
function wrap(msg${any}) {
  logger.info(msg, { stacklevel: 2 })
  adapter.error(msg, { stacklevel: 2 })
}
function wrapFar(msg${any}) {
  wrap(msg)
  logging.warning(msg, { stacklevel: 3 })
}
function run(action${any}) {
  return action()
}
function attempt(action${any}) {
  try {
    return action()
  } catch {
    return 0
  }
}
function patched(action${any}) {
  const { warning } = logger
  logger.warning = (...args${any}) => warning.apply(logger, args${typed ? ' as any' : ''})
  try {
    return action()
  } finally {
    delete (logger${typed ? ' as any' : ''}).warning
  }
}
const sleep = () => new Promise((resolve) => setImmediate(resolve))
${typed ? `function decorated(...args: any): any {\n  return typeof args[1] === 'object' ? args[0] : undefined\n}` : ''}
${language === 'tsx' ? `/** @jsx element */\nconst value = (given: any) => given\nfunction element(_name: any, props: any): any {\n  return props\n}` : ''}`.replace(
    '(logger: any)[name]',
    '(logger as any)[name]',
  )
}

/** The same numbers for the same seed: mulberry32. */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
