import { describe, expect, it } from 'vitest'
import { parseStackText, pythonName, toPath } from '../../src/call-site/stack-text.js'

const at = (...lines: string[]) => lines.map((line) => `    at ${line}`).join('\n')

describe('parseStackText', () => {
  it('reads functions, methods, constructors and async frames, innermost first', () => {
    const stack = `TypeError: x\n${at(
      'load (file:///srv/app.mjs:12:7)',
      'new Shop (/srv/shop.js:3:11)',
      'Shop.sell [as buy] (/srv/shop.js:9:5)',
      'async Shop.restock (/srv/shop.js:20:5)',
      'get size [as size] (C:\\srv\\shop.js:30:5)',
    )}`

    expect(parseStackText(stack)).toEqual([
      { file: '/srv/app.mjs', line: 12, column: 7, name: 'load' },
      { file: '/srv/shop.js', line: 3, column: 11, name: 'Shop' },
      { file: '/srv/shop.js', line: 9, column: 5, name: 'sell' },
      { file: '/srv/shop.js', line: 20, column: 5, name: 'restock' },
      { file: 'C:\\srv\\shop.js', line: 30, column: 5, name: 'size' },
    ])
  })

  it("leaves out Node's own frames and those without a position", () => {
    const stack = at(
      'Array.forEach (<anonymous>)',
      'new Promise (<anonymous>)',
      'async Promise.all (index 0)',
      'JSON.parse (native)',
      'node:internal/process/task_queues:95:5',
      'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      'run (/srv/app.js:1:2)',
    )

    expect(parseStackText(stack).map(({ name }) => name)).toEqual(['run'])
  })

  it('knows the top level of files: from CommonJS by its name, from ES modules by what called it', () => {
    const modules = at('file:///srv/app.mjs:1:2', 'ModuleJob.run (node:internal/modules/esm/module_job:325:25)')
    const common = at('Object.<anonymous> (/srv/app.js:1:2)', 'Module._compile (node:internal/modules/cjs/loader:1:1)')
    const callback = at('file:///srv/app.mjs:1:2', 'Array.map (<anonymous>)')

    expect(parseStackText(modules)[0]?.name).toBe('<module>')
    expect(parseStackText(common)[0]?.name).toBe('<module>')
    expect(parseStackText(callback)[0]?.name).toBe('<lambda>')
  })

  it('calls evaluated code <string>, at its own position', () => {
    const stack = at(
      'eval (eval at run (/srv/app.js:3:1), <anonymous>:7:5)',
      'inner (eval at <anonymous> (eval at run (/srv/app.js:3:1)), <anonymous>:2:3)',
    )

    expect(parseStackText(stack)).toEqual([
      { file: '<string>', line: 7, column: 5, name: '<module>' },
      { file: '<string>', line: 2, column: 3, name: 'inner' },
    ])
  })

  it('reads paths with spaces, brackets and the long names of pnpm', () => {
    const path = '/srv/my app (2)/node_modules/.pnpm/vite@8.3.8_@types+node@20.19.43_yaml@2.9.1_/node_modules/vite/x.js'

    expect(parseStackText(at(`load (${path}:1:2)`))).toEqual([{ file: path, line: 1, column: 2, name: 'load' }])
  })

  it('takes only the last unbroken run of frames, so that a message cannot add any', () => {
    const stack = `Error: x\n${at('fake (/fake.js:1:1)')}\nmore of the message\n${at('real (/real.js:1:1)')}\n`

    expect(parseStackText(stack).map(({ name }) => name)).toEqual(['real'])
  })

  it('cuts a header that is known, so that not even the end of a message can add any', () => {
    const header = `Error: x\n${at('fake (/fake.js:1:1)')}`

    expect(parseStackText(`${header}\n${at('real (/real.js:1:1)')}`, header).map(({ name }) => name)).toEqual(['real'])
  })

  it('gives the two hundred frames that are innermost', () => {
    const stack = at(...Array.from({ length: 5000 }, (_, index) => `f${index} (/srv/app.js:1:2)`))

    const frames = parseStackText(stack)

    expect(frames.length).toBe(200)
    expect([frames[0]?.name, frames[199]?.name]).toEqual(['f0', 'f199'])
  })

  it('leaves out lines that the parser would need long for', () => {
    const hostile = [`${'x'.repeat(2000)} (/srv/app.js:1:2)`, `${'()'.repeat(100)} (/srv/app.js:1:2)`]

    expect(parseStackText(at(...hostile, 'real (/real.js:1:1)')).map(({ name }) => name)).toEqual(['real'])
  })

  it('finds nothing in what is no stack', () => {
    for (const text of ['', 'Error', '\n\n', '    at ', '    at \n    at', 'at run (/srv/app.js:1:2)']) {
      expect(parseStackText(text)).toEqual([])
    }
  })
})

describe('pythonName', () => {
  it.each([
    ['load', 'load'],
    ['K.load', 'load'],
    ['async K.load', 'load'],
    ['new K', 'K'],
    ['get size', 'size'],
    ['set size', 'size'],
    ['K.load [as run]', 'load'],
    ['K.#load', '#load'],
    ['[Symbol.iterator]', '[Symbol.iterator]'],
    ['K.[Symbol.iterator]', '[Symbol.iterator]'],
    ['<static_initializer>', '<static_initializer>'],
    ['new <anonymous>', '<lambda>'],
    ['anonymous', '<lambda>'],
    ['<unknown>', '<lambda>'],
    ['', '<lambda>'],
  ])("makes %j Python's %j", (name, expected) => {
    expect(pythonName(name)).toBe(expected)
  })
})

describe('toPath', () => {
  it('makes a path of a file address and leaves everything else alone', () => {
    expect(toPath('file:///srv/my%20app.mjs?1')).toBe('/srv/my app.mjs')
    expect(toPath('/srv/app.js')).toBe('/srv/app.js')
    expect(toPath('webpack:///./src/app.ts')).toBe('webpack:///./src/app.ts')
    expect(toPath('file:///srv/%2Fapp.mjs')).toBe('file:///srv/%2Fapp.mjs')
  })
})
