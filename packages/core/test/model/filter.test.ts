/** What passes a filter, and what a chain of them makes of a record. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Filter, Filterer, type LogRecord, makeLogRecord } from '../../src/index.js'

const recordOf = (name: string) => makeLogRecord({ name })

describe('Filter', () => {
  it('lets pass its name and what is below it', () => {
    const filter = new Filter('app.db')

    const passing = ['app.db', 'app.db.pool', 'app', 'app.dbx', 'app.dbx.y', 'xapp.db', ''].filter((name) =>
      filter.filter(recordOf(name)),
    )

    expect(passing).toEqual(['app.db', 'app.db.pool'])
  })

  it('lets everything pass without a name', () => {
    expect(new Filter().filter(recordOf('anything'))).toBe(true)
    expect(new Filter('').nlen).toBe(0)
  })

  it('takes its name as a keyword, and no other', () => {
    expect(new Filter({ name: 'a' }).name).toBe('a')
    // CPython 3.13.0
    expect(() => new Filter({ foo: 1 } as never)).toThrow(
      new TypeError("Filter.__init__() got an unexpected keyword argument 'foo'"),
    )
  })

  it('shows itself as Python 3.15 does', () => {
    expect(String(new Filter('a.b'))).toBe('<Filter (a.b)>')
    expect(inspect(new Filter('a.b'))).toBe('<Filter (a.b)>')
  })
})

describe('Filterer', () => {
  it('has each filter once, and misses none that is not there', () => {
    const filterer = new Filterer()
    const filter = () => true

    filterer.addFilter(filter)
    filterer.addFilter(filter)
    expect(filterer.filters).toEqual([filter])
    filterer.removeFilter(filter)
    filterer.removeFilter(filter)
    expect(filterer.filters).toEqual([])
  })

  it('stops at the first filter that says no', () => {
    const asked: string[] = []
    const filterer = new Filterer()
    filterer.addFilter(() => asked.push('first') > 0)
    filterer.addFilter({ filter: () => asked.push('second') < 0 })
    filterer.addFilter(() => asked.push('third') > 0)

    expect(filterer.filter(recordOf('a'))).toBe(false)
    expect(asked).toEqual(['first', 'second'])
  })

  it('counts what JavaScript counts as false', () => {
    for (const no of [false, null, undefined, 0, '', Number.NaN]) {
      const filterer = new Filterer()
      filterer.addFilter(() => no as never)
      expect(filterer.filter(recordOf('a'))).toBe(false)
    }
  })

  it('gives the record that a filter returned to the next one, and returns it', () => {
    const filterer = new Filterer()
    const seen: LogRecord[] = []
    const [first, second, third] = [recordOf('1'), recordOf('2'), recordOf('3')]
    filterer.addFilter(() => second)
    filterer.addFilter((record) => seen.push(record))
    filterer.addFilter(() => third)

    expect(filterer.filter(first)).toBe(third)
    expect(seen).toEqual([second])
  })

  it('goes on with the same record when a filter returns another object that is true', () => {
    // As `record => /x/.exec(record.msg)` does.
    const filterer = new Filterer()
    const record = recordOf('a')
    filterer.addFilter(() => ['a match'] as never)
    filterer.addFilter(() => ({}) as never)

    expect(filterer.filter(record)).toBe(record)
  })

  it('asks the filter method of a function that has one, as CPython does', () => {
    const both = Object.assign(() => true, { filter: (record: LogRecord) => record.name === 'a' })
    const filterer = new Filterer()
    filterer.addFilter(both)

    expect(filterer.filter(recordOf('b'))).toBe(false)
    expect(filterer.filter(recordOf('a'))).not.toBe(false)
  })
})
