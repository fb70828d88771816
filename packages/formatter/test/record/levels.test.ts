import { describe, expect, it } from 'vitest'
import { ValueError } from '../../src/python/errors.js'
import { addLevelName, checkLevel, getLevelName, getLevelNamesMapping } from '../../src/record/levels.js'

describe('level names', () => {
  it('go both ways, and what has none is named after its number', () => {
    const names = [30, 'WARNING', 'WARN', 'FATAL', 35, 'nope', null].map((level) => getLevelName(level))

    expect(names).toEqual(['WARNING', 30, 30, 50, 'Level 35', 'Level nope', 'Level None'])
  })

  it('keep their number when the number gets another name', () => {
    addLevelName(35, 'NOTE')
    addLevelName(36, 'NOTE')

    expect([getLevelName(35), getLevelName(36), getLevelName('NOTE')]).toEqual(['NOTE', 'NOTE', 36])
    expect(getLevelNamesMapping().get('NOTE')).toBe(36)
  })

  it('cannot be reached through a prototype', () => {
    expect([getLevelName('constructor'), getLevelName('__proto__')]).toEqual(['Level constructor', 'Level __proto__'])
  })
})

describe('checkLevel', () => {
  it('takes numbers and known names', () => {
    expect([checkLevel(10), checkLevel(-1), checkLevel(true), checkLevel('ERROR')]).toEqual([10, -1, 1, 40])
  })

  it('refuses anything else in the words of CPython', () => {
    expect(() => checkLevel('info')).toThrow(
      "Unknown level: 'info'\n  Use CRITICAL, FATAL, ERROR, WARN, WARNING, INFO, DEBUG, NOTSET",
    )
    expect(() => checkLevel('info')).toThrow(ValueError)
    expect(() => checkLevel(10.5)).toThrow('Level not an integer or a valid string: 10.5')
    expect(() => checkLevel(null)).toThrow('Level not an integer or a valid string: None')
    expect(() => checkLevel([0, 0])).toThrow('Level not an integer or a valid string: [0, 0]')
  })
})
