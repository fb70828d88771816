/** Whole programs in neutral steps, played by us, held against what CPython made of them: conformance/scenarios. */
import { repr, str } from '@pylogging/formatter'
import { setClock as setRecordClock } from '@pylogging/formatter/testing'
import { setClock as setFileClock } from '@pylogging/rotator/testing'
import { describe, expect, it } from 'vitest'
import { play, type Report } from '../../../test/scenarios/play.mjs'
import { decode, type VectorCase, vectors } from '../../../test/support/vectors.js'
import '../src/config.js'
import logging from '../src/index.js'
import { Queue, SimpleQueue } from '../src/queue.js'

process.env['TZ'] = 'UTC'
process.umask(0o022)

/** What the package lacks so far. A scenario whose steps name it is skipped. */
const PENDING: readonly RegExp[] = []

interface Scenario extends VectorCase<readonly object[]> {
  /** The parts of the report that are another on purpose. */
  readonly ours?: Partial<Report>
}

const tools = { logging, queue: { Queue, SimpleQueue }, repr, str, decode, clocks: [setRecordClock, setFileClock] }
const scenarios: readonly Scenario[] = vectors<readonly object[]>('scenarios')

function isPending({ input }: Scenario): boolean {
  const steps = JSON.stringify(input)
  return PENDING.some((lacking) => lacking.test(steps))
}

describe('a program does here what it does under CPython', () => {
  for (const scenario of scenarios) {
    const { why = '', input, expect: theirs, departure, ours } = scenario
    it.skipIf(isPending(scenario))(why, () => {
      const report = play(input, tools)

      expect(report).toEqual({ ...(theirs as Report), ...ours })
      if (departure !== undefined) expect(report).not.toEqual(theirs)
    })
  }

  it('in hundreds of scenarios', () => {
    expect(scenarios.length).toBeGreaterThan(440)
  })

  it.each(PENDING)('but not yet in those that need %s', (lacking) => {
    expect(scenarios.some(({ input }) => lacking.test(JSON.stringify(input)))).toBe(true)
  })
})
