/**
 * What V8 has compiled for log calls outlives the collection of all garbage: otherwise each of them is followed by
 * thousands of calls that are interpreted, and by the work of compiling them anew.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { it } from 'node:test'

const PROGRAM = `
  const { default: logging, FileHandler, Formatter } = require('@pylogging/core')
  const handler = new FileHandler('/dev/null')
  handler.setFormatter(new Formatter('%(asctime)s %(message)s'))
  const logger = logging.getLogger('shop')
  logger.addHandler(handler)
  logger.setLevel('INFO')
  const log = (count) => { for (let i = 0; i < count; i += 1) logger.info('order %d', i) }
  const collect = () => { console.log('collects'); gc(); log(10) }
  const turn = (left) => { log(500); left > 0 ? setImmediate(turn, left - 1) : collect() }
  turn(40)`

it('no compiled code is thrown away with the last record', () => {
  const options = { encoding: 'utf8' }

  const printed = execFileSync(
    process.execPath,
    ['--expose-gc', '--trace-opt', '--trace-deopt', '-e', PROGRAM],
    options,
  )

  const [before, after] = printed.split('collects\n')
  assert.match(before, /completed optimizing .*<JSFunction LogRecord/)
  assert.doesNotMatch(after, /weak objects/)
})
