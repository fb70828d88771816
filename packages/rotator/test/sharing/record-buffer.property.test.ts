/**
 * Any sequence of what buffered processes and a disk can do leaves every record that was taken in exactly one place,
 * whole and in the file of its second; what else there is are pieces of lines, which a full disk left. (A piece is
 * followed by a newline unless another process writes first, which does not know of it.)
 */
import * as fs from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { replaceEnvironment } from '../../src/world/environment.js'
import { OSError } from '../../src/world/errors.js'
import { forgetKilledProcesses } from '../support/ended-processes.js'
import { tempDir } from '../support/temp-dir.js'

forgetKilledProcesses()

const START_S = 1_767_268_800.1
const FILES = 3

const file = fc.nat(FILES - 1)
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write'), file, length: fc.nat(90), bytes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('flush'), file }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait'), milliseconds: fc.nat(1500) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk'), room: fc.oneof(fc.nat(300), fc.constant(Infinity)) }) },
)
type Step = Partial<{ do: string; file: number; length: number; bytes: boolean; milliseconds: number; room: number }>

/** @returns What was taken, and what is in the files. */
function play(steps: readonly Step[]) {
  const folder = tempDir()
  let now = START_S
  let room = Infinity
  setClock(() => BigInt(Math.round(now * 1e9)))
  const restore = replaceEnvironment((current) => ({
    monotonic: () => now * 1000,
    sleep: (milliseconds) => {
      now += milliseconds / 1000
    },
    write(fd, data, offset) {
      const bytes = Buffer.from(data as string).subarray(offset)
      if (room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', errno: -28, syscall: 'write' })
      const written = current.write(fd, bytes.subarray(0, room), 0)
      room -= written
      return written
    },
  }))
  const taken: string[] = []
  const refused: string[] = []
  try {
    // Two that keep records, and one that does not.
    const files = [200, 60, 0].map(
      (bufferBytes) => new TimedRotatingFile(join(folder, 'app.log'), { when: 's', utc: true, bufferBytes }),
    )
    const attempt = (action: () => void): boolean => {
      try {
        action()
        return true
      } catch (error) {
        if (!(error instanceof OSError)) throw error
        return error.recordWritten
      }
    }
    steps.forEach(
      ({ do: what, file: index = 0, length = 0, bytes = false, milliseconds = 0, room: free = 0 }, number) => {
        if (what === 'write') {
          const line = `<${number}@${Math.floor(now)}-${'ä'.repeat(length)}>`
          const isTaken = attempt(() => files[index]?.write(bytes ? Buffer.from(`${line}\n`) : `${line}\n`))
          ;(isTaken ? taken : refused).push(line)
        } else if (what === 'flush') attempt(() => files[index]?.flush())
        else if (what === 'disk') room = free
        else {
          now += milliseconds / 1000
          vi.advanceTimersByTime(milliseconds)
        }
      },
    )
    room = Infinity
    for (const each of files) attempt(() => each.close())
  } finally {
    restore()
    setClock(null)
  }
  return { taken, refused, files: new Map(fs.readdirSync(folder).map((name) => [name, linesOf(join(folder, name))])) }
}

/** Byte by byte, because a disk may be full in the middle of a character. */
function linesOf(path: string): string[] {
  return fs.readFileSync(path).toString('latin1').split('\n').filter(Boolean)
}

const WHOLE = /<[^<>\n]*>/g

const latin1 = (line: string) => Buffer.from(line).toString('latin1')

function nameOf(line: string): string {
  const second = Number(/@(\d+)/.exec(line)?.[1])
  return `app.log.${new Date(second * 1000).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')}`
}

describe('records that were kept', () => {
  it('are each in one file, once and whole, whatever happened on the way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { taken, refused, files } = play(steps)
        const text = [...files.values()].flat().join('\n')
        const known = taken.map(latin1)
        const others = refused.map(latin1)

        expect((text.match(WHOLE) ?? []).filter((line) => !others.includes(line)).sort()).toEqual(known.sort())
        const pieces = text.replace(WHOLE, '').match(/<?[^<\n]+/g) ?? []
        expect(pieces.filter((piece) => ![...known, ...others].some((line) => line.startsWith(piece)))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('are in the file of their second', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { taken, files } = play(steps.filter((each) => each.do !== 'disk'))
        const last = Math.max(...taken.map((line) => Number(/@(\d+)/.exec(line)?.[1])))
        for (const line of taken) {
          const name = files.get('app.log')?.includes(latin1(line)) ? 'app.log' : nameOf(line)
          expect(files.get(name) ?? []).toContain(latin1(line))
          if (name === 'app.log') expect(line).toContain(`@${last}-`)
        }
      }),
      { numRuns: 200 },
    )
  })
})
