/** Which log calls of a source are marked, and what the text and its map are then. */
import { SourceMap, type SourceMapping } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CallSiteOptions } from '../../src/build-options.js'
import { markCalls } from '../../src/build-time/mark-calls.js'
import type { Marked } from '../../src/build-time/marked-source.js'
import { readOptions } from '../../src/build-time/options.js'
import { loadPeers, type Peers } from '../../src/build-time/peers.js'

let peers: Peers
beforeAll(async () => {
  peers = await loadPeers()
})

const IMPORT = "import logging, { getLogger, info, LoggerAdapter, type Logger } from '@pylogging/core'\n"

function mark(code: string, options: CallSiteOptions = {}, file = '/srv/app.ts'): Marked | null {
  return markCalls(code, file, readOptions(options), peers)
}

/** The places: `function line`, in the order of the source. */
function placesIn(code: string, options?: CallSiteOptions, file?: string): string[] {
  const table = /\]\?\.\("[^"]*", (\[.*?\])[,)]/.exec(mark(code, options, file)?.code ?? '')?.[1] ?? '[]'
  const entries = JSON.parse(table) as (string | number)[]
  return Array.from({ length: entries.length / 2 }, (_, index) => `${entries[2 * index]} ${entries[2 * index + 1]}`)
}

describe('a call is marked', () => {
  it.each([
    ['on a logger of getLogger', "const log = getLogger('a')\nlog.info('x')", ['<module> 3']],
    ['on what getLogger gives at once', "getLogger('a').info('x')", ['<module> 2']],
    ['on the module and its root', "logging.error('x'); logging.root.info('x')", ['<module> 2', '<module> 2']],
    ['of a function of the module', "info('x')", ['<module> 2']],
    ['on a child', "const log = getLogger('a').getChild('b')\nlog.log(10, 'x')", ['<module> 3']],
    ['on an adapter', "const log = new LoggerAdapter(getLogger('a'), {})\nlog.exception('x')", ['<module> 3']],
    ['on a class derived from Logger', "class Own extends logging.Logger {}\nnew Own('a').info('x')", ['<module> 3']],
    ['on what is assigned later', "let log\nfunction f() { log.info('x') }\nlog = getLogger('a')", ['f 3']],
    ['on a parameter of that type', "function f(log: Logger | null) { log?.info('x') }", ['f 2']],
    ['on what is said to be one', "function f(a: unknown) { (a as logging.Logger).info('x') }", ['f 2']],
    ['on a field', "class A { #log = getLogger('a'); m() { this.#log.info('x') } }", ['m 2']],
    ['on a static field', "class A { static log = getLogger('a') }\nA.log.info('x')", ['<module> 3']],
    ['on a parameter property', "class A { constructor(private log: Logger) {} m() { this.log.info('x') } }", ['m 2']],
    ['in arguments too', "getLogger().info('%s', getLogger().debug('y'))", ['<module> 2', '<module> 2']],
    ['where its name stands', "getLogger('a')\n  .info('x')", ['<module> 3']],
  ])('%s', (_, code, places) => {
    expect(placesIn(IMPORT + code)).toEqual(places)
  })

  it('by the names that the options give, of variables and properties', () => {
    const code = "import { log } from './log.js'\nlog.info('x')\nfunction f(a) { a.b.log.info('x') }"

    expect(placesIn(code)).toEqual([])
    expect(placesIn(code, { loggers: ['log'] })).toEqual(['<module> 2', 'f 3'])
  })

  it('in CommonJS files', () => {
    const code = "const { getLogger } = require('@pylogging/core')\nexports.f = () => getLogger('a').info('x')"

    expect(placesIn(code, {}, '/srv/app.cjs')).toEqual(['f 2'])
  })
})

describe('a call is left alone', () => {
  it.each([
    ['on what somebody else made', "import log from 'other'\nlog.info('x')"],
    ['on a name that hides a logger', "const log = getLogger('a')\nfor (const log of []) log.info('x')"],
    ['on super', 'class A extends logging.Logger { info(m) { super.info(m) } }'],
    ['behind ?. in a chain, which ends as a whole', "const a = { log: getLogger('a') }\na?.b.log.info('x')"],
    ['of another method', "getLogger('a').setLevel('INFO')"],
    ['in the code of a class field', "class A { f = getLogger('a').info('x') }"],
    ['in a function that V8 names by what is near', "const f = [() => getLogger('a').info('x')]"],
    ['in a method with a computed name', "class A { [x()]() { getLogger('a').info('x') } }"],
    ['in the constructor of a class with decorators', "@d class A { constructor() { getLogger('a').info('x') } }"],
  ])('%s', (_, code) => {
    expect(placesIn(IMPORT + code)).toEqual([])
  })
})

describe('a file is left as it is', () => {
  it('that does not parse', () => {
    expect(mark(`${IMPORT}getLogger('a').info('x'`)).toBeNull()
  })

  it('that another copy of the plugin has marked', () => {
    const once = mark(`${IMPORT}getLogger('a').info('x')`)

    expect(mark(once?.code ?? '')).toBeNull()
  })

  it('that has no log call', () => {
    expect(mark("import { getLogger } from '@pylogging/core'\nexport const log = getLogger('a')")).toBeNull()
  })
})

describe('the text', () => {
  it('has its lines where they were, and its calls begin with a name', () => {
    const code = `${IMPORT}const log = getLogger('a')\nlog.setLevel('INFO')\nlog.info('x')\n`

    const lines = (mark(code)?.code ?? '').split('\n')

    expect(lines.slice(0, 4)).toEqual([...code.split('\n').slice(0, 3), "__at(0, __at0).info(log).info('x')"])
  })

  it('uses a name that the source does not have', () => {
    expect(mark(`${IMPORT}const __at = 1\ngetLogger('a').info('x')`)?.code).toContain('___at(0, ___at0)')
  })

  it('says where pathnames begin', () => {
    expect(mark(`${IMPORT}info('x')`, { root: '/srv' })?.code).toContain('?.("app.ts", ')
    expect(mark(`${IMPORT}info('x')`)?.code).toContain('?.("/srv/app.ts", ')
  })

  it('has a map that leads what was written into it to the code around it', () => {
    const code = `${IMPORT}const log = getLogger('a')\n  log.info('x')\ninfo('y')\nlog.info('z')`
    const marked = mark(code) as Marked
    const map = new SourceMap(JSON.parse(JSON.stringify(marked.map)))

    const places = marked.code.split('\n').map((_, line) => {
      const { generatedLine, originalLine, originalColumn } = map.findEntry(line, 0) as SourceMapping
      return generatedLine === line ? [originalLine, originalColumn] : null
    })

    const end = [4, "log.info('z'".length]
    expect(places).toEqual([[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], end, end])
  })

  it('has a map that leads each character back to where it was', () => {
    const code = `${IMPORT}const log = getLogger('a'); function f(é) {\r\n  log.info('%s', log.debug('🎉')); log\n    ?.error(é) }\n`
    const marked = mark(code) as Marked
    const map = new SourceMap(JSON.parse(JSON.stringify(marked.map)))
    const original = code.split('\n')
    let count = 0
    for (const [line, text] of marked.code
      .split('\n')
      .slice(0, original.length - 1)
      .entries()) {
      for (let column = 0; column < text.length; column += 1) {
        const entry = map.findEntry(line, column)
        if (!('originalLine' in entry) || entry.generatedLine !== line || entry.generatedColumn !== column) continue
        expect(original[entry.originalLine]?.[entry.originalColumn]).toBe(text[column])
        expect(entry.originalLine).toBe(line)
        count += 1
      }
    }
    // Every character that was there has a place of its own.
    expect(count).toBe(code.replaceAll('\n', '').length)
  })
})
