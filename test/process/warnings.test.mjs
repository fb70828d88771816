/** Warnings of real programs: those of their main file, those of their libraries, those of Node. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { folder, runProgram } from './support/core-program.mjs'

const skip = process.platform === 'win32' ? 'needs sh' : false

describe('warnings', { skip }, () => {
  const program = `
const logger = logging.getLogger('app')
for (let i = 0; i < 3; i++) logger.warn('a')`

  it('about deprecated names come once for a place of the main file', () => {
    const lines = runProgram('main.mjs', program)

    const line = program.split('\n').length + 5
    assert.deepEqual(lines, [
      "  for (let i = 0; i < 3; i++) logger.warn('a')",
      `${join(folder, 'main.mjs')}:${line}: DeprecationWarning: The 'warn' method is deprecated, use 'warning' instead`,
      'a',
      'a',
      'a',
    ])
  })

  it('come neither from other files nor where filters say so', () => {
    runProgram('library.mjs', 'export const warn = () => logging.getLogger("lib").warn("b")')

    const lines = runProgram(
      'user.mjs',
      `import { warn } from './library.mjs'\nwarn()\nlogging.warnings.simplefilter('ignore')\nlogging.warn('c')`,
    )

    assert.deepEqual(lines, ['WARNING:root:c', 'b'])
  })

  it('of Node are logged with their place after captureWarnings, and printed by Node again after it ended', () => {
    const lines = runProgram(
      'node.mjs',
      `logging.basicConfig({ format: '%(name)s|%(message)s' })
logging.captureWarnings(true)
process.emitWarning('one')
await new Promise(setImmediate)
logging.captureWarnings(false)
process.emitWarning('two')`,
    )

    assert.deepEqual(
      lines.map((line) => line.replace(/\(node:\d+\)/, '(node)')).filter((line) => !line.includes('trace')),
      [
        '',
        "  process.emitWarning('one')",
        '(node) Warning: two',
        `py.warnings|${join(folder, 'node.mjs')}:8: Warning: one`,
      ],
    )
  })

  it('say once each how an Error is logged, where it was given as an argument or as true', () => {
    const lines = runProgram(
      'errors.mjs',
      `const error = new RangeError('too far')
for (const each of [1, 2]) {
  logging.error('it failed', error)
  logging.error('it failed', { exc_info: true })
}
logging.error('it failed %d times', 2, { exc_info: error })
logging.error('%s', error)
logging.error('one', 'two')`,
    )

    const told = lines.filter((line) => line.includes('PYLOG')).map((line) => line.replace(/\(node:\d+\)/, '(node)'))
    assert.deepEqual(told.sort(), [
      '(node) [PYLOG001] Warning: exc_info: true finds no exception, because JavaScript has no current one',
      '(node) [PYLOG002] Warning: An Error after the message of a log call is an argument that no placeholder takes',
    ])
    const reports = lines.filter((line) => line === 'TypeError: not all arguments converted during string formatting')
    assert.equal(reports.length, 3)
  })
})
