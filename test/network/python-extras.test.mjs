/**
 * Extras of every plain kind, over SocketHandler's pickles to CPython and back: each arrives as the same value.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { run } from '../process/support/program.mjs'
import { test } from './support/limits.mjs'
import { noPython, python } from './support/peers.mjs'

/** A value here, and the same in Python. */
const VALUES = [
  ['2 ** 31', '2**31'],
  ['-(2 ** 31) - 1', '-2**31 - 1'],
  ['10n ** 40n', '10**40'],
  ['logging.float(-0)', '-0.0'],
  ['Infinity', "float('inf')"],
  ["'a\\u{1f600}\\ud800'", "'a\\U0001f600\\ud800'"],
  ["Buffer.from('\\xff\\0', 'latin1')", "b'\\xff\\x00'"],
  ['new Uint8Array(0)', "b''"],
  ['new Set(["a"])', "{'a'}"],
  ['((shared) => [shared, { a: shared }])([1, [2]])', "(lambda shared: [shared, {'a': shared}])([1, [2]])"],
  ['new Map([[1, null], [2.5, true]])', '{1: None, 2.5: True}'],
  ['logging.tuple(1, logging.tuple())', '(1, ())'],
]

test('CPython unpickles extras as the values they were', { skip: noPython }, async () => {
  const { stdout, stderr } = await run(`
    const handler = new handlers.SocketHandler('127.0.0.1', 9)
    for (const x of [${VALUES.map(([here]) => here).join(', ')}]) {
      console.log(Buffer.from(handler.makePickle(logging.makeLogRecord({ x }))).toString('hex'))
    }`)
  const read = `
import pickle, sys
expected = [${VALUES.map(([, there]) => there).join(', ')}]
for line, value in zip(sys.stdin, expected, strict=True):
    got = pickle.loads(bytes.fromhex(line)[4:])['x']
    print(got == value and repr(got) == repr(value) or ascii((got, value)))`
  const python3 = spawnSync(python.command, ['-c', read], { env: python.env, input: stdout, encoding: 'utf8' })

  assert.deepEqual([stderr, python3.stderr], ['', ''])
  assert.deepEqual(
    python3.stdout.trim().split('\n'),
    VALUES.map(() => 'True'),
  )
})

test("SocketReceiver gets extras of CPython's SocketHandler as the values they were", { skip: noPython }, async () => {
  const send = `
import logging, logging.handlers, sys
logger = logging.getLogger('shop')
logger.addHandler(logging.handlers.SocketHandler('127.0.0.1', int(sys.argv[1])))
for value in [${VALUES.map(([, there]) => there).join(', ')}, bytearray(b'a\\xff')]:
    logger.warning('x', extra={'x': value})`
  const { stdout, stderr } = await run(
    `
    import { spawn } from 'node:child_process'
    import { isDeepStrictEqual } from 'node:util'
    import { repr } from ${JSON.stringify(new URL('../../packages/formatter/dist/face.mjs', import.meta.url).href)}
    const expected = [${VALUES.map(([here]) => here).join(', ')}, Buffer.from('a\\xff', 'latin1')]
    class Taking extends handlers.SocketReceiver {
      handleRecord({ x }) {
        const value = expected.shift()
        console.log(repr(x) === repr(value) ? 'same' : repr(x) + ' for ' + repr(value))
        if (expected.length === 0) this.close()
      }
    }
    const receiver = new Taking('127.0.0.1', 0)
    await receiver.listen()
    spawn(${JSON.stringify(python.command)}, ['-c', ${JSON.stringify(send)}, String(receiver.address[1])], { stdio: 'inherit' })`,
    { env: python.env },
  )

  assert.equal(stderr, '')
  assert.deepEqual(
    stdout.trim().split('\n'),
    [...VALUES, 0].map(() => 'same'),
  )
})
