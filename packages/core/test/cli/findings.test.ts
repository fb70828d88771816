import { describe, expect, it } from 'vitest'
import { type Finding, findingsText, place, sorted } from '../../src/cli/findings.js'
import { painterFor } from '../../src/cli/paint.js'

const finding = (severity: Finding['severity'], path: string): Finding => {
  return { path, severity, message: `${severity} here`, advice: 'do something' }
}

describe('places in a configuration', () => {
  it('are written as in JavaScript', () => {
    expect(place('handlers', 'console', 'level')).toBe('handlers.console.level')
    expect(place('loggers', 'django.request', 'handlers', 0)).toBe('loggers["django.request"].handlers[0]')
    expect(place('filters', 'only-db', '()')).toBe('filters.only-db.()')
    expect(place('loggers', '')).toBe('loggers[""]')
  })
})

describe('findings', () => {
  it('come with errors first, and with nothing more about a place that has one', () => {
    const all = [finding('hint', 'a'), finding('warning', 'b'), finding('error', 'a'), finding('error', 'c')]

    expect(sorted(all).map(({ severity, path }) => `${severity} ${path}`)).toEqual(['error a', 'error c', 'warning b'])
  })

  it('are counted in the last line', () => {
    const plain = painterFor({ isTTY: false }, {})

    expect(findingsText('a.json', [], plain)).toBe('a.json: nothing to say\n')
    expect(findingsText('a.json', [finding('error', 'x'), finding('error', ''), finding('hint', 'y')], plain)).toBe(
      '  error    x  error here\n           do something\n' +
        '  error    error here\n           do something\n' +
        '  hint     y  hint here\n           do something\n' +
        'a.json: 2 errors, 1 hint\n',
    )
  })

  it('are coloured where somebody looks at a terminal and wants it', () => {
    const red = '\u001b[31mno\u001b[39m'

    expect(painterFor({ isTTY: true }, {})('red', 'no')).toBe(red)
    expect(painterFor({ isTTY: true }, { NO_COLOR: '' })('red', 'no')).toBe(red)
    expect(painterFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'no')).toBe('no')
    expect(painterFor({}, {})('red', 'no')).toBe('no')
  })
})
