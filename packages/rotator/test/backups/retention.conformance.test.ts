/** Which of the names in a folder CPython would delete. */
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import { backupsToDelete, findBackups } from '../../src/backups/backup-names.js'
import { parseSchedule } from '../../src/schedule/schedule.js'

interface Input {
  readonly when: string
  readonly backupCount: number
  readonly names: readonly string[]
  readonly namer?: keyof typeof NAMERS
}

/** The same as in conformance/topics/retention.py. */
const NAMERS = {
  suffix: (name: string) => `${name}.gz`,
  prefix: (name: string) => join(dirname(name), `old-${basename(name)}`),
  swap: (name: string) => `${name.replaceAll('app.log.', 'app-')}.log`,
  digits: (name: string) => name.replaceAll('app.log.', 'app.log.2020-01-01.'),
  same: (name: string) => name,
}

function ours({ when, backupCount, names, namer }: Input): string[] {
  const naming = {
    base: '/logs/app.log',
    extMatch: parseSchedule({ when }).extMatch,
    namer: namer === undefined ? null : NAMERS[namer],
  }
  return backupsToDelete(findBackups(naming, names), backupCount).map(({ path }) => basename(path))
}

describe('getFilesToDelete, as CPython', () => {
  it.each(vectors<Input>('retention'))('$why', ({ input, expect: answer }) => {
    expect(ours(input)).toEqual(answer)
  })
})
