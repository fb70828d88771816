/**
 * Random programs in the steps of conformance/scenarios: loggers, levels, filters, handlers, formats, files, adapters.
 *
 * Left out is what differs on purpose or in the language: keywords of a call whose message lacks arguments, errors that
 * arise while another is handled, filters that answer an empty list, bad levels and an extra of None for adapters.
 */
import {
  CLASSES,
  ERRORS,
  FORMATS,
  formatter,
  handlerArguments,
  keywords,
  LEVELS,
  lacksArguments,
  MESSAGES,
  METHODS,
  NAMES,
  NUMBERS,
} from './program-parts.mjs'

/** What steps have made so far, by the names that they gave it. */
class Program {
  steps = []
  loggers = ['root']
  handlers = []
  adapters = []
  filters = []

  /** A new name for a thing of some kind. */
  name(kind) {
    this[kind].push(`${kind[0]}${this[kind].length}`)
    return this[kind].at(-1)
  }
}

/** @param has - Whether the package has a class or function of this name. */
export function makeProgram(chance, has) {
  const program = new Program()
  const actions = ACTIONS.filter(([, , needs]) => needs === undefined || has(needs))
  const total = actions.reduce((sum, [weight]) => sum + weight, 0)
  for (let count = chance.whole(4, 40); count > 0; count -= 1) {
    const act = weighed(actions, chance.next() * total)
    program.steps.push(...[act(chance, program, has)].flat().filter(Boolean))
  }
  return program.steps
}

function weighed(actions, at) {
  let passed = 0
  const [, act] = actions.find(([weight]) => {
    passed += weight
    return at < passed
  })
  return act
}

const ACTIONS = [
  [8, (c, p) => ({ logger: c.pick(NAMES), as: p.name('loggers') })],
  [10, addHandler],
  [30, logCall],
  [3, (c, p) => ({ each: anyLogger(c, p) })],
  [5, (c, p) => ({ call: `${c.pick(p.loggers)}.setLevel`, args: [c.pick(LEVELS)] })],
  [2, onHandler((h, c) => ({ call: `${h}.setLevel`, args: [c.pick(LEVELS)] }))],
  [3, (c, p) => ({ set: `${c.pick(p.loggers)}.propagate`, to: c.under(0.5) })],
  [2, (c, p) => ({ set: `${c.pick(p.loggers)}.disabled`, to: c.under(0.5) })],
  [2, (c) => ({ call: 'logging.disable', args: [c.pick([...LEVELS, 0, 0, 0])] })],
  [1, (c) => ({ set: 'root.manager.disable', to: c.pick([0, 0, 20, 30, 'ERROR', 'bad']) })],
  [6, addFilter],
  [
    2,
    (c, p) =>
      p.filters.length > 0 && {
        call: `${c.pick([...p.loggers, ...p.handlers])}.removeFilter`,
        args: [{ $: c.pick(p.filters) }],
      },
  ],
  [
    3,
    onHandler((h, c, p) => ({
      call: `${c.pick(p.loggers)}.${c.pick(['removeHandler', 'addHandler'])}`,
      args: [{ $: h }],
    })),
  ],
  [3, onHandler((h, c) => ({ call: `${h}.setFormatter`, args: [formatter(c)] }))],
  [2, onHandler((h, c) => ({ call: `${h}.${c.pick(['close', 'flush'])}` }))],
  [1, onHandler((h, c) => ({ set: `${h}.terminator`, to: c.pick(['|', '', '\n', '\r\n']) }))],
  [2, onHandler((h, c) => ({ set: `${h}.name`, to: c.pick(['n1', 'n2', '', null]) })), 'getHandlerNames'],
  [1, (c) => ({ call: 'logging.getHandlerByName', args: [c.pick(['n1', 'n2'])] }), 'getHandlerNames'],
  [5, ask],
  [
    2,
    (c, p) => ({
      call: `${c.pick(p.loggers)}.getChild`,
      args: [c.pick(['b', 'c', 'b.c', 'z'])],
      as: p.name('loggers'),
    }),
  ],
  [1, (c) => ({ call: 'logging.setLoggerClass', args: [{ $class: c.pick(CLASSES) }] })],
  [
    1,
    (c) => ({
      call: 'logging.setLogRecordFactory',
      args: [c.under(0.4) ? { $class: 'LogRecord' } : { $new: ['addsField', c.pick(['f', 'u']), 1] }],
    }),
  ],
  [1, (c) => ({ call: 'logging.addLevelName', args: [c.pick(NUMBERS), c.pick(['NOTE', 'INFO', 'TINY'])] })],
  [3, basicConfig],
  [1, () => ({ call: 'logging.shutdown' })],
  [3, (c) => ({ sleep: c.pick([0.001, 0.4995, 1, 61.25, 86400]) })],
  [1, (c) => ({ set: 'logging.raiseExceptions', to: c.under(0.6) })],
  [
    1,
    (c) => ({
      set: 'logging.lastResort',
      to: c.under(0.5) ? null : { $new: ['Recorder', { $stream: 'last' }, 'last '] },
    }),
  ],
  [1, (c) => ({ set: `logging.${c.pick(['logThreads', 'logMultiprocessing', 'logAsyncioTasks'])}`, to: c.under(0.5) })],
  [1, (c) => ({ set: 'sys.stderr', to: { $stream: c.pick(['<stderr>', '<other>']) } })],
  [4, addAdapter, 'LoggerAdapter'],
]

function onHandler(act) {
  return (chance, program) => program.handlers.length > 0 && act(chance.pick(program.handlers), chance, program)
}

function anyLogger(chance, program) {
  return chance.pick([...program.loggers, ...program.loggers, ...program.adapters])
}

function logCall(chance, program) {
  const method = chance.under(0.15) ? 'log' : chance.pick(METHODS)
  const owner = chance.under(0.12) ? 'logging' : anyLogger(chance, program)
  const isAdapter = program.adapters.includes(owner)
  if (isAdapter && method === 'fatal') return null
  const args = chance.pick(MESSAGES)
  const step = {
    call: `${owner}.${method}`,
    args: method === 'log' ? [chance.pick(isAdapter ? NUMBERS : [...NUMBERS, ...NUMBERS, 'x']), ...args] : args,
  }
  if (chance.under(0.3) && !lacksArguments(args)) step.kwargs = keywords(chance)
  // Merging None is an error in 3.13 only.
  if (isAdapter && step.kwargs?.extra === null) step.kwargs.extra = {}
  if (chance.under(0.3)) step.depth = chance.whole(1, 2)
  return step
}

function addHandler(chance, program, has) {
  const on = chance.pick(program.loggers)
  const kinds = [
    'StreamHandler',
    'StreamHandler',
    'StreamHandler',
    'FileHandler',
    'Recorder',
    'NullHandler',
    'HandlingHandler',
    'FailingHandler',
    'OwnErrors',
    'Life',
  ]
  if (has('MemoryHandler') && program.handlers.length > 0) kinds.push('MemoryHandler', 'MemoryHandler')
  if (has('RotatingFileHandler')) kinds.push('RotatingFileHandler')
  if (has('WatchedFileHandler')) kinds.push('WatchedFileHandler')
  const made = chance.pick(kinds)
  const target = chance.pick(program.handlers)
  const step = { new: made, as: program.name('handlers'), on, ...handlerArguments(made, chance, program, target) }
  if (chance.under(0.4)) step.level = chance.pick(NUMBERS)
  if (chance.under(0.6)) step.format = chance.pick(FORMATS)
  return step
}

function addFilter(chance, program) {
  const kinds = [
    () => ['Filter', chance.pick(['a', 'a.b', 'x', ''])],
    () => ['DropWord', chance.pick(['x', 'plain', 'é'])],
    () => ['dropWord', 'v'],
    () => ['MinLevel', chance.pick(NUMBERS), chance.pick(['', 'a'])],
    () => ['Replace', 'replaced '],
    () => ['Change', 'changed '],
    () => ['Tag', chance.pick(['u', 'f', 'levelname', 'levelno']), chance.pick([1, 45])],
    () => ['Answer', chance.pick([null, 0, '', false, true, 1, 'yes'])],
    () => ['Watch', { $stream: 'seen' }, 'w'],
  ]
  if (chance.under(0.15))
    return { call: `${chance.pick(program.loggers)}.addFilter`, args: [{ $new: ['RelogTo', 'relog'] }] }
  if (chance.under(0.05)) kinds.splice(0, kinds.length, () => ['Fail', { $error: chance.pick(ERRORS) }])
  const [kind, ...args] = chance.pick(kinds)()
  const as = program.name('filters')
  return [
    { new: kind, as, args },
    { call: `${chance.pick([...program.loggers, ...program.handlers])}.addFilter`, args: [{ $: as }] },
  ]
}

function ask(chance, program) {
  const logger = chance.pick(program.loggers)
  return chance.pick([
    { call: `${logger}.isEnabledFor`, args: [chance.pick(NUMBERS)] },
    { call: `${logger}.getEffectiveLevel` },
    { call: `${logger}.hasHandlers` },
    { call: `${logger}.getChildren` },
    { get: `${logger}._cache` },
    { get: logger },
    { get: `${logger}.parent` },
    { call: 'logging.getLevelName', args: [chance.pick(LEVELS)] },
    { get: `${logger}.handlers` },
  ])
}

function basicConfig(chance, program) {
  const kwargs = {}
  const options = {
    level: () => chance.pick(LEVELS),
    format: () => chance.pick(FORMATS),
    style: () => chance.pick(['%', '{', '$', '?']),
    datefmt: () => '%H',
    stream: () => ({ $stream: 'basic' }),
    filename: () => ({ $path: 'basic.log' }),
    filemode: () => chance.pick(['a', 'w']),
    force: () => chance.under(0.7),
    handlers: () => chance.pick([[], null, program.handlers.slice(-2).map((name) => ({ $: name }))]),
    unknown: () => 1,
  }
  const rare = { style: 0.1, unknown: 0.04, handlers: 0.15, filemode: 0.1 }
  for (const [name, make] of Object.entries(options)) if (chance.under(rare[name] ?? 0.35)) kwargs[name] = make()
  return { call: 'logging.basicConfig', kwargs }
}

function addAdapter(chance, program) {
  const args = [{ $: anyLogger(chance, program) }, chance.pick([{ u: 'adapter' }, { u: 1, f: 2 }, {}])]
  const step = { new: 'LoggerAdapter', args, as: program.name('adapters') }
  return chance.under(0.5) ? { ...step, kwargs: { merge_extra: chance.under(0.7) } } : step
}
