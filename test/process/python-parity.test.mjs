/**
 * The same small program in CPython 3.13 and in ours: stderr must be the same, byte for byte.
 *
 * Skipped, with the reason, where there is no CPython 3.13.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'
import { run } from './support/program.mjs'

const PROGRAMS = [
  {
    why: 'basicConfig prints what is a warning or worse, by level and name',
    python: `
logging.basicConfig()
for name in ['', 'a', 'a.b']:
    log = logging.getLogger(name)
    log.debug('d'); log.info('i'); log.warning('w'); log.error('e'); log.critical('c'); log.log(35, 'n'); log.fatal('f')`,
    ours: `
logging.basicConfig()
for (const name of ['', 'a', 'a.b']) {
  const log = logging.getLogger(name)
  log.debug('d'); log.info('i'); log.warning('w'); log.error('e'); log.critical('c'); log.log(35, 'n'); log.fatal('f')
}`,
  },
  {
    why: 'module functions configure root by themselves',
    python: `
logging.info('unseen'); logging.warning('%s is %d%%', 'load', 90); logging.log(45, 'odd')
logging.basicConfig(level=logging.DEBUG, format='never used')
logging.debug('unseen'); logging.critical('c')`,
    ours: `
logging.info('unseen'); logging.warning('%s is %d%%', 'load', 90); logging.log(45, 'odd')
logging.basicConfig({ level: logging.DEBUG, format: 'never used' })
logging.debug('unseen'); logging.critical('c')`,
  },
  {
    why: 'a format names fields with widths, and level names can be changed',
    python: `
logging.basicConfig(level=1, format='%(levelname)-10s|%(levelno)03d|%(name)5.2s|%(threadName)s|%(processName)s|%(taskName)s|%(message)r')
logging.addLevelName(25, 'NOTICE'); logging.addLevelName(30, 'WARN')
log = logging.getLogger('abc')
log.log(25, "it's"); log.warning('%(a)s and %(a)r', {'a': 'x'}); log.log(26, 'no name'); log.setLevel('NOTICE')
log.log(24, 'unseen'); log.log(25, 'seen')`,
    ours: `
logging.basicConfig({ level: 1, format: '%(levelname)-10s|%(levelno)03d|%(name)5.2s|%(threadName)s|%(processName)s|%(taskName)s|%(message)r' })
logging.addLevelName(25, 'NOTICE'); logging.addLevelName(30, 'WARN')
const log = logging.getLogger('abc')
log.log(25, "it's"); log.warning('%(a)s and %(a)r', { a: 'x' }); log.log(26, 'no name'); log.setLevel('NOTICE')
log.log(24, 'unseen'); log.log(25, 'seen')`,
  },
  {
    why: 'values print as in Python',
    python: `
logging.basicConfig(format='%(message)s')
logging.warning('%s %r %s %s', None, True, [1, 'a', None], {'k': (1,)})
logging.warning('%5.1f|%-5d|%+d|%x|%e|%%|%c', 2.25, 7, 7, 255, 12345.678, 'z')
logging.warning('%s', {}); logging.warning(None); logging.warning(['a', 1]); logging.warning(12.5); logging.warning('100%')
logging.warning('a %s', {'b': 1}); logging.warning('plain', {'b': 1})`,
    ours: `
logging.basicConfig({ format: '%(message)s' })
logging.warning('%s %r %s %s', null, true, [1, 'a', null], { k: logging.tuple(1) })
logging.warning('%5.1f|%-5d|%+d|%x|%e|%%|%c', 2.25, 7, 7, 255, 12345.678, 'z')
logging.warning('%s', {}); logging.warning(null); logging.warning(['a', 1]); logging.warning(12.5); logging.warning('100%')
logging.warning('a %s', { b: 1 }); logging.warning('plain', { b: 1 })`,
  },
  {
    why: 'an exception without a traceback, and the one that is none',
    python: `
logging.basicConfig(format='%(levelname)s %(message)s')
log = logging.getLogger('a')
log.error('failed', exc_info=ValueError('bad value'))
log.exception('none here'); log.warning('nor here', exc_info=True); log.warning('not asked', exc_info=False)
log.error('a tuple', exc_info=(None, None, None)); log.exception('off', exc_info=None)
log.error('no text', exc_info=KeyError()); log.error('lines', exc_info=ValueError('one\\ntwo'))`,
    ours: `
logging.basicConfig({ format: '%(levelname)s %(message)s' })
process.emitWarning = () => {}
const bare = (error) => { error.stack = ''; return error }
const log = logging.getLogger('a')
log.error('failed', { exc_info: bare(new logging.ValueError('bad value')) })
log.exception('none here'); log.warning('nor here', { exc_info: true }); log.warning('not asked', { exc_info: false })
log.error('a tuple', { exc_info: [null, null, null] }); log.exception('off', { exc_info: null })
class KeyError extends Error {}
log.error('no text', { exc_info: bare(new KeyError()) }); log.error('lines', { exc_info: bare(new logging.ValueError('one\\ntwo')) })`,
  },
  {
    why: 'extra is a field of the format, and its mistakes go to the caller',
    python: `
logging.basicConfig(format='%(user)s %(message)s')
log = logging.getLogger('a')
log.warning('hello', extra={'user': 'u'}); log.warning('hello', extra={'user': None, 'other': 1})
for extra in [{'message': 1}, {'user': 1, 'args': 2}, {'asctime': 3}]:
    try: log.warning('x', extra=extra)
    except KeyError as error: print('KeyError', error, file=sys.stderr)
for keywords in [{'foo': 1}, {'exc_inf': 1}, {'extra': {}, 'stack': 1}]:
    try: log.warning('x', **{'stacklevel': 1, **keywords})
    except TypeError as error: print('TypeError', error, file=sys.stderr)`,
    ours: `
logging.basicConfig({ format: '%(user)s %(message)s' })
const log = logging.getLogger('a')
const caught = (call) => { try { call() } catch (error) { process.stderr.write(error.name + ' ' + error.message + '\\n') } }
log.warning('hello', { extra: { user: 'u' } }); log.warning('hello', { extra: { user: null, other: 1 } })
for (const extra of [{ message: 1 }, { user: 1, args: 2 }, { asctime: 3 }]) caught(() => log.warning('x', { extra }))
for (const keywords of [{ foo: 1 }, { exc_inf: 1 }, { extra: {}, stack: 1 }]) {
  caught(() => log.warning('x', { stacklevel: 1, ...keywords }))
}`,
  },
  {
    why: 'filters stop, change and replace records, of loggers and of handlers',
    python: `
logging.basicConfig(level='DEBUG', format='%(name)s %(message)s %(seen)s')
root = logging.getLogger(); handler = root.handlers[0]
def number(record):
    record.seen = getattr(record, 'seen', 0) + 1
    return True
def replace(record):
    if record.msg != 'swap': return True
    return logging.makeLogRecord({'name': 'other', 'msg': 'swapped', 'levelno': 10})
handler.addFilter(replace); handler.addFilter(number); handler.addFilter(logging.Filter('other'))
root.addFilter(lambda record: record.msg != 'root')
for name in ['', 'other', 'other.x', 'others', 'x.other']:
    for msg in ['swap', 'root', 'other']: logging.getLogger(name).info(msg)`,
    ours: `
logging.basicConfig({ level: 'DEBUG', format: '%(name)s %(message)s %(seen)s' })
const root = logging.getLogger(), [handler] = root.handlers
const number = (record) => { record.seen = (record.seen ?? 0) + 1; return true }
const replace = (record) => {
  if (record.msg !== 'swap') return true
  return logging.makeLogRecord({ name: 'other', msg: 'swapped', levelno: 10 })
}
handler.addFilter(replace); handler.addFilter(number); handler.addFilter(new logging.Filter('other'))
root.addFilter((record) => record.msg !== 'root')
for (const name of ['', 'other', 'other.x', 'others', 'x.other']) {
  for (const msg of ['swap', 'root', 'other']) logging.getLogger(name).info(msg)
}`,
  },
  {
    why: 'records propagate until told not to, past levels above, and end with the last resort',
    python: `
def handler(name, level=0):
    made = logging.StreamHandler(); made.setLevel(level); made.setFormatter(logging.Formatter(name + ' %(name)s %(levelname)s %(message)s'))
    return made
a, ab, abc, x = [logging.getLogger(name) for name in ['a', 'a.b', 'a.b.c', 'x']]
abc.warning('bare'); abc.info('unseen')
a.addHandler(handler('a')); ab.addHandler(handler('ab', 'ERROR')); logging.root.addHandler(handler('root', 40))
a.setLevel('CRITICAL'); ab.setLevel('INFO')
abc.info('1'); abc.error('2'); a.error('unseen')
ab.propagate = False; abc.error('3'); ab.propagate = True
logging.disable(logging.ERROR); abc.error('unseen'); abc.critical('4'); logging.disable(logging.NOTSET)
abc.disabled = True; abc.critical('unseen'); abc.disabled = False
x.propagate = False; x.error('bare again'); x.propagate = True; x.error('5')
logging.lastResort = None; x.propagate = False; x.error('unseen'); x.error('unseen')`,
    ours: `
const handler = (name, level = 0) => {
  const made = new logging.StreamHandler(); made.setLevel(level); made.setFormatter(new logging.Formatter(name + ' %(name)s %(levelname)s %(message)s'))
  return made
}
const [a, ab, abc, x] = ['a', 'a.b', 'a.b.c', 'x'].map((name) => logging.getLogger(name))
abc.warning('bare'); abc.info('unseen')
a.addHandler(handler('a')); ab.addHandler(handler('ab', 'ERROR')); logging.root.addHandler(handler('root', 40))
a.setLevel('CRITICAL'); ab.setLevel('INFO')
abc.info('1'); abc.error('2'); a.error('unseen')
ab.propagate = false; abc.error('3'); ab.propagate = true
logging.disable(logging.ERROR); abc.error('unseen'); abc.critical('4'); logging.disable(logging.NOTSET)
abc.disabled = true; abc.critical('unseen'); abc.disabled = false
x.propagate = false; x.error('bare again'); x.propagate = true; x.error('5')
logging.lastResort = null; x.propagate = false; x.error('unseen'); x.error('unseen')`,
  },
  {
    why: 'objects as text',
    python: `
class Mine(logging.Logger): pass
logging.setLoggerClass(Mine); logging.getLogger('m').setLevel(35)
for thing in [logging.root, logging.getLogger('m'), logging.getLogger('m.n'), logging.StreamHandler(), logging.NullHandler(),
              logging.lastResort, logging.Handler('INFO'), logging.FileHandler('/some/where.log', delay=True),
              logging.makeLogRecord({'name': 'n', 'msg': '%s', 'args': (1,), 'levelno': 5, 'pathname': 'p', 'lineno': 3}),
              logging.getLevelName(35), logging.getLevelName('INFO'), logging.getLevelName('nope')]:
    print(thing, file=sys.stderr)`,
    ours: `
class Mine extends logging.Logger {}
logging.setLoggerClass(Mine); logging.getLogger('m').setLevel(35)
for (const thing of [logging.root, logging.getLogger('m'), logging.getLogger('m.n'), new logging.StreamHandler(), new logging.NullHandler(),
              logging.lastResort, new logging.Handler('INFO'), new logging.FileHandler('/some/where.log', { delay: true }),
              logging.makeLogRecord({ name: 'n', msg: '%s', args: [1], levelno: 5, pathname: 'p', lineno: 3 }),
              logging.getLevelName(35), logging.getLevelName('INFO'), logging.getLevelName('nope')]) {
  process.stderr.write(thing + '\\n')
}`,
  },
  {
    why: 'wrong arguments, the first line of each error',
    python: `
def caught(call):
    try: call()
    except Exception as error: print(type(error).__name__, str(error).split('\\n')[0], file=sys.stderr)
timed = logging.handlers.TimedRotatingFileHandler
caught(lambda: logging.getLogger(5)); caught(lambda: logging.root.setLevel('info')); caught(lambda: logging.root.setLevel(1.5))
caught(lambda: logging.disable('x')); caught(lambda: logging.root.log('INFO', 'x')); caught(lambda: logging.setLoggerClass(logging.Handler))
caught(lambda: logging.FileHandler()); caught(lambda: logging.FileHandler('a', foo=1)); caught(lambda: logging.FileHandler('a', filename='b'))
caught(lambda: logging.FileHandler('/none/a.log')); caught(lambda: logging.FileHandler('/none/a.log', Mode='a'))
caught(lambda: logging.FileHandler('/')); caught(lambda: logging.FileHandler(None)); caught(lambda: logging.FileHandler('/none/a', 'zz'))
caught(lambda: timed('/none/a.log')); caught(lambda: timed('/none/a.log', wen='S')); caught(lambda: timed())
caught(lambda: timed('/none/a', 'X', delay=True)); caught(lambda: timed('/none/a', 'W', delay=True)); caught(lambda: timed('/none/a', 'W7', delay=True))
caught(lambda: logging.basicConfig(filename='/none/a.log')); caught(lambda: logging.basicConfig(filename='a', stream=None))
caught(lambda: logging.basicConfig(handlers=[], stream=None)); caught(lambda: logging.basicConfig(style='?'))
caught(lambda: logging.basicConfig(format='plain')); caught(lambda: logging.basicConfig(handlers=[], b=1, a=2))
caught(lambda: logging.basicConfig(handlers=[], level='x')); caught(lambda: logging.Handler().emit(None))`,
    ours: `
const caught = (call) => {
  // Ours says behind Python's words which option it is.
  const words = (text) => text.split('\\n')[0].replace(' (option "when").', '')
  try { call() } catch (error) { process.stderr.write(error.name + ' ' + words(error.message) + '\\n') }
}
const make = (type, ...args) => () => new type(...args)
const { FileHandler } = logging, timed = handlers.TimedRotatingFileHandler
caught(() => logging.getLogger(5)); caught(() => logging.root.setLevel('info')); caught(() => logging.root.setLevel(1.5))
caught(() => logging.disable('x')); caught(() => logging.root.log('INFO', 'x')); caught(() => logging.setLoggerClass(logging.Handler))
caught(make(FileHandler)); caught(make(FileHandler, 'a', { foo: 1 })); caught(make(FileHandler, 'a', { filename: 'b' }))
caught(make(FileHandler, '/none/a.log')); caught(make(FileHandler, '/none/a.log', { Mode: 'a' }))
caught(make(FileHandler, '/')); caught(make(FileHandler, null)); caught(make(FileHandler, '/none/a', 'zz'))
caught(make(timed, '/none/a.log')); caught(make(timed, '/none/a.log', { wen: 'S' })); caught(make(timed))
caught(make(timed, '/none/a', 'X', { delay: true })); caught(make(timed, '/none/a', 'W', { delay: true })); caught(make(timed, '/none/a', 'W7', { delay: true }))
caught(() => logging.basicConfig({ filename: '/none/a.log' })); caught(() => logging.basicConfig({ filename: 'a', stream: null }))
caught(() => logging.basicConfig({ handlers: [], stream: null })); caught(() => logging.basicConfig({ style: '?' }))
caught(() => logging.basicConfig({ format: 'plain' })); caught(() => logging.basicConfig({ handlers: [], b: 1, a: 2 }))
caught(() => logging.basicConfig({ handlers: [], level: 'x' })); caught(() => new logging.Handler().emit(null))`,
  },
  {
    why: 'messages that cannot be formatted, without the frames of the report',
    python: `
def tail(call):
    sys.stderr = io.StringIO(); call(); text = sys.stderr.getvalue(); sys.stderr = sys.__stderr__
    lines = [line for line in text.split('\\n') if line[:1] != ' ']
    print('\\n'.join(lines), file=sys.stderr)
log = logging.getLogger('a'); log.addHandler(logging.StreamHandler(io.StringIO()))
tail(lambda: log.error('%d', 'x')); tail(lambda: log.error('%s %s', 1)); tail(lambda: log.error('%s', 1, 2)); tail(lambda: log.error('%(b)s', {'a': 1}))
tail(lambda: log.error('%', 1)); tail(lambda: log.error('%y', 1)); tail(lambda: log.error('%(a', {'a': 1})); tail(lambda: log.error(5, 1))
logging.raiseExceptions = False; tail(lambda: log.error('%d', 'x'))`,
    ours: `
const tail = (call) => {
  let text = ''
  logging.sys.stderr = { write: (part) => { text += part } }; call(); logging.sys.stderr = undefined
  process.stderr.write(text.split('\\n').filter((line) => line[0] !== ' ').join('\\n') + '\\n')
}
const log = logging.getLogger('a'); log.addHandler(new logging.StreamHandler({ write() {} }))
tail(() => log.error('%d', 'x')); tail(() => log.error('%s %s', 1)); tail(() => log.error('%s', 1, 2)); tail(() => log.error('%(b)s', { a: 1 }))
tail(() => log.error('%', 1)); tail(() => log.error('%y', 1)); tail(() => log.error('%(a', { a: 1 })); tail(() => log.error(5, 1))
logging.raiseExceptions = false; tail(() => log.error('%d', 'x'))`,
  },
]

const python = findPython()
const skip = python === null && NO_PYTHON

for (const { why, python: theirs, ours } of PROGRAMS) {
  test(why, { skip }, async () => {
    const expected = runPython(python, `import io, sys, logging, logging.handlers\n${theirs}`)
    assert.equal(expected.status, 0, expected.stderr)

    const { stderr, code } = await run(ours)

    assert.equal(stderr, expected.stderr)
    assert.equal(code, 0)
  })
}

function runPython({ command, env }, text) {
  const { stderr, status } = spawnSync(command, ['-X', 'utf8', '-c', text], {
    env,
    encoding: 'utf8',
  })
  return { stderr: stderr ?? '', status }
}
