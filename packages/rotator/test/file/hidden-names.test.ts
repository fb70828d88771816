/** Names of a moment: told from everybody else's, and short enough for every base. */
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindOf, listCompressions, listLeftovers, temporaryName } from '../../src/file/hidden-names.js'

describe('hidden names', () => {
  it('are never used twice, and are found again by their base', () => {
    const names = (['old', 'old.gz', 'claim', 'new', 'gone-1_a', 'gz-1_a', 'seal-2'] as const).map((kind) =>
      temporaryName('/logs/app.log', kind),
    )
    const found = names.map((name) => basename(name))

    expect(new Set([...names, temporaryName('/logs/app.log', 'old')]).size).toBe(8)
    expect(listLeftovers('/logs/app.log', found)).toEqual(names.slice(0, 5))
    expect(listCompressions('/logs/app.log', found, 'gz')).toEqual([names[5]])
    expect(listCompressions('/logs/app.log', found, 'seal')).toEqual([names[6]])
    expect(listLeftovers('/logs/app', found)).toEqual([])
    expect(kindOf('.app.log.swp')).toBe(undefined)
  })

  it.each([150, 151, 228, 240, 255])('fit a file system that allows 255 bytes, for a base of %i', (length) => {
    const [base, other] = ['x', 'y'].map((end) => `/logs/${'é'.repeat(10)}${'x'.repeat(length - 21)}${end}`)
    const name = basename(temporaryName(base as string, 'gone-abcdefghij_abcdefghijkl.gz'))

    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(listLeftovers(base as string, [name])).toHaveLength(1)
    expect(listLeftovers(other as string, [name])).toHaveLength(0)
  })
})
