/**
 * Records between this package and CPython's own receiver and handler, compared attribute by attribute.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, withFolder } from '../process/support/program.mjs'
import { test } from './support/limits.mjs'
import { ended, linesOf, noPython, python, startPython } from './support/peers.mjs'

const COUNT = 10_000
const quote = JSON.stringify

/** Logs all sorts of records through a handler, and notes in a file what they were. */
const allSorts = (handler, count, sent) => `
  import { writeFileSync } from 'node:fs'
  const handler = new handlers.${handler}
  const noted = []
  class Noting extends logging.Handler {
    emit(record) {
      if (record.name === 'end') return
      const { message, ...attributes } = record.toDict()
      const traceback = record.exc_info === null ? null : new logging.Formatter().formatException(record.exc_info)
      noted.push({ ...attributes, msg: record.getMessage(), args: null, exc_info: null, exc_text: traceback })
    }
  }
  logging.root.addHandler(new Noting())
  logging.root.addHandler(handler)
  logging.root.setLevel('DEBUG')
  const loggers = ['shop', 'shop.orders', 'päckage.日本'].map((name) => logging.getLogger(name))
  const messages = ['order %d of %s', '%s%s', 'ünïcode %s %s ✓ 😀', '%(a)s']
  for (let i = 0; i < ${count}; i += 1) {
    const log = loggers[i % 3]
    const extra = i % 7 === 0 ? { user: 'anna', n: i, big: 2 ** 40 + i, half: i + 0.5, none: null, yes: true, list: [1, ['a', {}], { b: -1 }] } : undefined
    if (i % 11 === 0) log.exception('failed %d', i, new Error('no ' + i))
    else if (i % 4 === 3) log.warning(messages[3], { a: i })
    else log.log(10 * (1 + (i % 5)), messages[i % 4], i, 'x'.repeat(i % 300), { extra, stack_info: i % 13 === 0 })
  }
  handler.flush()
  writeFileSync(${quote(sent)}, noted.map((each) => JSON.stringify(each)).join('\\n'))
  logging.getLogger('end').info('end')`

const kinds = [
  { kind: 'tcp', handler: (port) => `SocketHandler('127.0.0.1', ${port})`, count: COUNT },
  { kind: 'unix', handler: (_, path) => `SocketHandler(${quote(path)}, null)`, count: 1000 },
  { kind: 'udp', handler: (port) => `DatagramHandler('127.0.0.1', ${port})`, count: 100 },
]
for (const { kind, handler, count } of kinds) {
  const name = `CPython's makeLogRecord gets ${count} records over ${kind} as they were`
  test(name, { skip: noPython || (kind === 'unix' && process.platform === 'win32' && 'no unix sockets') }, () =>
    withFolder(async (folder) => {
      const [received, sent, path] = ['received', 'sent', 'socket'].map((each) => join(folder, each))
      const { child, line } = await startPython('receiver.py', [received, kind, ...(kind === 'unix' ? [path] : [])])
      const { stderr, code } = await run(allSorts(handler(line, path), count, sent))
      if (code !== 0) child.kill()
      await ended(child)

      assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
      const records = linesOf(received).map(JSON.parse)
      const expected = readFileSync(sent, 'utf8').split('\n').map(JSON.parse)
      assert.equal(records.length, count)
      for (const [index, { wrong, text, ...record }] of records.entries()) {
        assert.deepEqual(wrong, [], 'floats that are none')
        assert.equal(text, expected[index].msg)
        assert.deepEqual(record, expected[index])
      }
    }),
  )
}

test(`SocketReceiver gets ${COUNT} records of CPython's SocketHandler as they were`, { skip: noPython }, () =>
  withFolder(async (folder) => {
    const [sent, program] = ['sent', 'program.py'].map((each) => join(folder, each))
    writeFileSync(
      program,
      `
import json, logging, logging.handlers, sys
h = logging.handlers.SocketHandler('127.0.0.1', int(sys.argv[1]))
noted = []
class Noting(logging.Handler):
    def emit(self, record):
        d = dict(record.__dict__)
        d.pop('message', None)
        d.update(msg=record.getMessage(), args=None, exc_info=None)
        noted.append(json.dumps(d))
logging.root.setLevel(1)
logging.root.addHandler(h)
logging.root.addHandler(Noting())
loggers = [logging.getLogger(n) for n in ('shop', 'shop.orders', 'päckage.日本')]
for i in range(${COUNT}):
    extra = {'user': 'anna', 'n': i, 'big': 2 ** 40 + i, 'neg': -5, 'half': i + 0.5, 'none': None, 'yes': True, 'no': False,
             'list': [1, ['a', {}], {'b': -1}], 't': (1, (2, 'x'), ())} if i % 7 == 0 else None
    if i % 11 == 0:
        try:
            1 / 0
        except ZeroDivisionError:
            loggers[i % 3].exception('failed %d', i)
    else:
        loggers[i % 3].log(10 * (1 + i % 5), 'ünïcode ✓ 😀 %d %s', i, 'x' * (i % 300), extra=extra, stack_info=i % 13 == 0)
open(${quote(sent)}, 'w').write('\\n'.join(noted))
`,
    )
    const text = `
      import { spawn } from 'node:child_process'
      import { writeFileSync } from 'node:fs'
      const got = []
      class Noting extends logging.Handler {
        emit(record) {
          const plain = (key, value) => value instanceof Map ? Object.fromEntries(value) : value
          got.push(JSON.stringify(record.toDict(), plain))
        }
      }
      logging.root.addHandler(new Noting())
      const receiver = new handlers.SocketReceiver('127.0.0.1', 0)
      await receiver.listen()
      const child = spawn(${quote(python.command)}, [${quote(program)}, String(receiver.address[1])], { stdio: 'inherit' })
      child.on('exit', async () => {
        while (receiver.received < ${COUNT}) await new Promise((resolve) => setTimeout(resolve, 20))
        writeFileSync(${quote(join(folder, 'received'))}, got.join('\\n'))
        console.log(receiver.received, receiver.refused)
        await receiver.close()
      })`
    const { stdout, stderr } = await run(text, {
      env: python.env,
      timeout: 60_000,
    })

    assert.equal(stderr, '')
    assert.equal(stdout, `${COUNT} 0\n`)
    const records = linesOf(join(folder, 'received')).map(JSON.parse)
    const expected = linesOf(sent).map(JSON.parse)
    for (const [index, record] of records.entries()) assert.deepEqual(record, expected[index])
  }),
)
