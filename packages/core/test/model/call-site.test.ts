/**
 * Vitest shifts V8's positions and puts its source maps into the text of stacks, so here the place comes from the text.
 * Everything else about call sites runs in plain node: test/call-site.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import logging from '../../src/index.js'

const file = fileURLToPath(import.meta.url)

/** The number of the line of this file that ends in a comment. */
function lineOf(mark: string): number {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.endsWith(`// ${mark}`)) + 1
  )
}

interface Shifting {
  readonly these: number
  readonly lines: string
}

function recordingLogger(format: string): { logger: ReturnType<typeof logging.getLogger>; lines: string[] } {
  const lines: string[] = []
  const handler = new logging.StreamHandler({ write: (text: string) => lines.push(text.trimEnd()) })
  handler.setFormatter(new logging.Formatter(format))
  const logger = new logging.Logger('vitest', 1)
  logger.addHandler(handler)
  return { logger, lines }
}

describe('a call site under vitest', () => {
  it('is the line of the TypeScript file', () => {
    const { logger, lines } = recordingLogger('%(pathname)s %(lineno)d %(funcName)s')
    const shifting: Shifting = { these: 1, lines: 'x' }

    logger.info('x') // first
    function caller(value: Shifting): void {
      logger.info('%(lines)s', value) // second
    }
    caller(shifting)

    expect(lines).toEqual([`${file} ${lineOf('first')} <lambda>`, `${file} ${lineOf('second')} caller`])
  })

  it('is found late, with stacklevel, and in stack_info as well', () => {
    const { logger, lines } = recordingLogger('%(message)s')
    const seen: number[] = []
    logger.addFilter((record) => seen.push(record.lineno))
    const wrap = (): void => logger.info('x', { stacklevel: 2, stack_info: true })

    wrap() // above

    expect(seen).toEqual([lineOf('above')])
    expect(lines[0]?.split('\n').slice(-2)).toEqual([
      expect.stringMatching(`call-site.test.ts", line ${lineOf('above')}, in <lambda>$`),
      '    wrap() // above',
    ])
  })

  it('is right in tracebacks', () => {
    const { logger, lines } = recordingLogger('%(message)s')
    const make = (): Error => new TypeError('made') // made

    logger.exception('failed', make())

    expect(lines[0]).toContain(`call-site.test.ts", line ${lineOf('made')}, in make\n`)
  })
})
