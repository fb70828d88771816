/** What random programs are made of: names, levels, messages, formats, and the arguments of handlers. */
export const NAMES = ['a', 'a.b', 'a.b.c', 'a.bc', 'x.y', 'x', 'b', 'a.b.c.d']
export const LEVELS = [
  0,
  5,
  10,
  15,
  20,
  25,
  30,
  40,
  50,
  60,
  'DEBUG',
  'INFO',
  'WARNING',
  'ERROR',
  'CRITICAL',
  'NOTSET',
  'NOTE',
  'bad',
  1.5,
]
export const NUMBERS = [5, 10, 15, 20, 30, 35, 40, 50]
export const METHODS = ['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'exception']
/** Messages with arguments that mostly suit them. */
export const MESSAGES = [
  ['plain'],
  ['100%'],
  ['%s', 'x'],
  ['%s %r', 'é', "it's"],
  ['%d|%5.1f|%x', 7, 2.5, 255],
  ['%(k)s', { k: 'v' }],
  ['%s', { k: [1, null] }],
  ['%s', [1, 'a', true]],
  ['%s', { $tuple: [1] }],
  ['%-6s|%06d', 'ab', 42],
  ['two\nlines'],
  ['', ''],
  ['%d', 'text'],
  ['%s'],
  ['surplus', 1],
  ['%s %s', 1],
  [null],
  [[1, 2]],
  [{ $new: ['BraceMessage', '<{}>', 1] }],
]
export const FORMATS = [
  '%(message)s',
  '%(levelname)s:%(name)s:%(message)s',
  '%(levelno)d %(message)s %(u)s',
  '%(asctime)s %(message)s',
  '%(funcName)s %(message)-12s|',
  '%(relativeCreated)d %(msecs)03d %(message)s',
  '%(taskName)s %(threadName)s %(processName)s',
  '%(message)s %(f)s',
]
export const STYLES = [
  ['{levelname:>9} {message}', '{'],
  ['$levelname ${message} $u', '$'],
  ['{message!r:>20} {levelno:04d}', '{'],
  ['%(message)s', '{'],
  ['plain', '%'],
]
export const FORMATTERS = ['FixedTime', 'Shouting', 'OneLineErrors', 'NoStack', 'Decorated']
export const ERRORS = [
  ['AppError', 'app'],
  ['ValueError', 'v'],
  ['OSError', 'disk full'],
  ['KeyError', 'k', { $error: ['AppError', 'c'] }],
]
/** In a folder that is not there. */
const MISSING = 'none/three.log'
export const CLASSES = ['ShoutLogger', 'MarkingLogger', 'NumberingLogger', 'ErrorLogger', 'Logger']

export function handlerArguments(made, chance, program, target) {
  const stream = { $stream: chance.pick(['out', 'two', '<three>']) }
  const error = { $error: chance.pick(ERRORS) }
  const path = { $path: chance.pick(['one.log', 'two.log', MISSING]) }
  switch (made) {
    case 'StreamHandler':
      return chance.under(0.1)
        ? {}
        : { args: [chance.under(0.1) ? { $new: ['BrokenStream', error, chance.pick(['write', 'flush'])] } : stream] }
    case 'FileHandler':
    case 'WatchedFileHandler': {
      // A file that cannot be opened at the first record is a departure of ours.
      const delay = path.$path !== MISSING && chance.under(0.5)
      return { args: [path, chance.pick(['a', 'a', 'w'])], kwargs: { delay } }
    }
    case 'RotatingFileHandler':
      return {
        args: [{ $path: `r${program.handlers.length}.log` }],
        kwargs: { maxBytes: chance.pick([0, 20, 60]), backupCount: chance.whole(0, 2) },
      }
    case 'MemoryHandler':
      return {
        args: [chance.whole(1, 4), chance.pick(NUMBERS)],
        kwargs: { target: { $: target }, flushOnClose: chance.under(0.7) },
      }
    case 'Recorder':
      return { args: [stream, chance.pick(['', '> '])] }
    case 'OwnErrors':
      return { args: [{ $new: ['BrokenStream', error] }, stream] }
    case 'Life':
      return {
        args: [stream, `life${program.handlers.length}`, chance.pick([null, null, 'flush', 'close', 'release']), error],
      }
    case 'NullHandler':
      return {}
    default:
      return { args: [error] }
  }
}

export function keywords(chance) {
  const kwargs = {}
  if (chance.under(0.5))
    kwargs.extra = chance.pick([{ u: 1 }, { u: 'x', f: null }, { name: 1 }, { message: 1 }, {}, null, { asctime: '' }])
  if (chance.under(0.3)) kwargs.exc_info = chance.pick([...ERRORS.map((error) => ({ $error: error })), null, false])
  if (chance.under(0.2)) kwargs.stack_info = chance.under(0.8)
  if (chance.under(0.2)) kwargs.stacklevel = 1
  if (chance.under(0.05) && Object.keys(kwargs).length > 0) kwargs.wrong = 1
  return Object.keys(kwargs).length === 0 ? { extra: null } : kwargs
}

export function formatter(chance) {
  if (chance.under(0.1)) return null
  if (chance.under(0.25)) {
    const [format, style] = chance.pick(STYLES)
    return { $new: ['Formatter', format, chance.pick([null, '%H:%M:%S']), style] }
  }
  return { $new: [chance.pick(['Formatter', ...FORMATTERS]), chance.pick(FORMATS), chance.pick([null, '%d %H'])] }
}

export function lacksArguments([msg, ...args]) {
  const needed = typeof msg === 'string' ? (msg.match(/%[^%]/g) ?? []).length : 0
  return args.length < needed
}
