/** Messages in a stream of bytes, however it is cut. */
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameReader, writeFrame } from '../../src/queues/frames.js'
import { tempDir } from '../support/temp-dir.js'

function framed(payloads: readonly Uint8Array[]): Buffer {
  const file = join(tempDir(), 'frames')
  const fd = openSync(file, 'w')
  for (const payload of payloads) writeFrame(fd, payload)
  closeSync(fd)
  return readFileSync(file)
}

describe('frames', () => {
  it('have their length in four bytes before them', () => {
    expect([...framed([new Uint8Array([7, 8]), new Uint8Array(0)])]).toEqual([0, 0, 0, 2, 7, 8, 0, 0, 0, 0])
  })

  it('come out as they went in, wherever the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (payloads, cuts) => {
          const bytes = framed(payloads)
          const reader = new FrameReader()
          const got: number[][] = []
          let from = 0
          for (let i = 0; from < bytes.length; i += 1) {
            const end = from + (cuts[i % cuts.length] ?? 1)
            // A piece of its own, which is overwritten afterwards, as the primary's is.
            const piece = Buffer.from(bytes.subarray(from, end))
            for (const payload of reader.add(piece)) got.push([...payload])
            piece.fill(255)
            from = end
          }

          expect(got).toEqual(payloads.map((payload) => [...payload]))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('keep back what is not complete', () => {
    const reader = new FrameReader()

    expect(reader.add(Buffer.from([0, 0, 0, 2, 7]))).toEqual([])
    expect(reader.add(Buffer.from([8, 0, 0]))).toEqual([Buffer.from([7, 8])])
  })
})
