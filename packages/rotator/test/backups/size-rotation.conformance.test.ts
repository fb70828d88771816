/** What CPython left in the folder after a sequence of records, file by file. */
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { vectors } from '../../../../test/support/vectors.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { setClock } from '../../src/testing.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

interface Input {
  readonly maxBytes: number
  readonly backupCount: number
  readonly delay: boolean
  readonly namer?: keyof typeof NAMERS
  /** What a record ends in, in place of a newline. */
  readonly terminator?: string
  /** Text of the files that were there. */
  readonly before?: Readonly<Record<string, string>>
  /** Messages; null is a rollover by hand. */
  readonly texts: readonly (string | null)[]
}

const NAMERS = {
  suffix: (name: string) => `${name}.old`,
  prefix: (name: string) => join(dirname(name), `old-${basename(name)}`),
}

let now = 0
beforeEach(() => {
  now = 1_767_225_600
  setClock(() => BigInt(now) * 1_000_000_000n)
})
afterEach(() => setClock(null))

function ours({ before = {}, texts, namer: chosen, terminator = '\n', ...options }: Input) {
  const folder = tempDir()
  for (const [name, text] of Object.entries(before)) fs.writeFileSync(join(folder, name), text)
  const file = new RotatingFile(join(folder, 'app.log'), {
    ...options,
    hooks: {
      namer: chosen === undefined ? null : NAMERS[chosen],
      rotator: null,
      countCharacters: (text) => [...String(text)].length - [...terminator].length + 1,
    },
  })
  const due: boolean[] = []
  for (const text of texts) {
    // Otherwise a rotation waits for writers of the file that it is about to delete.
    now++
    if (text === null) file.doRollover()
    else {
      due.push(file.shouldRollover(`${text}${terminator}`))
      file.write(`${text}${terminator}`)
    }
  }
  file.close()
  return { due, files: filesIn(folder) }
}

describe('RotatingFile, as CPython', () => {
  it.each(vectors<Input>('size_rotation'))('$why', ({ input, expect: answer }) => {
    expect(ours(input)).toEqual(answer)
  })
})
