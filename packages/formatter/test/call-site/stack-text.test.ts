import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseStackText, pythonName, toPath } from '../../src/call-site/stack-text.js'

const folder = mkdtempSync(join(tmpdir(), 'pylogging-stack-text-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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

  it('reads functions without a name: anonymous classes, async functions, and what webpack calls a file', () => {
    const stack = at(
      'new <anonymous> (/gone/a.js:1:2)',
      'new /gone/a.js:2:3',
      'async file:///gone/a.mjs:3:29',
      'async Promise.all (index 0)',
      'webpack-internal:///(rsc)/./app/page.tsx:4:5',
      'async webpack-internal:///(rsc)/./app/page.tsx:5:5',
      'Page (webpack-internal:///(rsc)/./app/page.tsx:6:5)',
      'async eval (webpack-internal:///(rsc)/./app/page.tsx:7:5)',
    )

    expect(parseStackText(stack).map(({ file, line, name }) => `${file}:${line} ${name}`)).toEqual([
      '/gone/a.js:1 <lambda>',
      '/gone/a.js:2 <lambda>',
      '/gone/a.mjs:3 <lambda>',
      'webpack-internal:///(rsc)/./app/page.tsx:4 <lambda>',
      'webpack-internal:///(rsc)/./app/page.tsx:5 <lambda>',
      'webpack-internal:///(rsc)/./app/page.tsx:6 Page',
      'webpack-internal:///(rsc)/./app/page.tsx:7 <module>',
    ])
  })

  it.each([
    'load (/srv/a)b/x.js:1:2)',
    'load (/srv/a(b/x.js:1:2)',
    'load (/srv/a (b)/x.js:1:2)',
    'load (x) (/srv/a.js:1:2)',
  ])('finds the last bracket of %j', (line) => {
    const [frame] = parseStackText(at(line))

    expect([frame?.file.startsWith('/srv/'), frame?.line, frame?.name.startsWith('load')]).toEqual([true, 1, true])
  })

  it.each([
    ['what grpc-js appends', '\nfor call at\n'],
    ['what libraries of long stacks append', '\n    From previous event:\n'],
    ['another stack', '\nError: other\n'],
    ['a line of dashes', '\n    ----------------------------------------\n'],
    ['an empty line', '\n\n'],
  ])('takes the first block of frames, and not what stands behind %s', (_, between) => {
    const own = at('fail (/srv/a.js:1:1)', 'run (/srv/a.js:2:1)')
    const stack = `Error: x\n${own}${between}${at('later (/srv/b.js:1:1)')}\n`

    expect(parseStackText(stack, 'Error: x').map(({ name }) => name)).toEqual(['fail', 'run'])
  })

  it('reads the frames before a text that was appended', () => {
    expect(parseStackText(`Error: x\n${at('fail (/srv/a.js:1:1)')}\nand more, in words`)).toHaveLength(1)
  })

  it("takes two frames for one where a loader wraps a file's top level", () => {
    const file = join(folder, 'wrapped.ts')
    writeFileSync(file, 'const x = 1\nfail()\n')
    const stack = at(
      `fail (${file}:9:1)`,
      `<anonymous> (${file}:2:1)`,
      `Object.<anonymous> (${file}:7:37)`,
      'Module._compile (node:internal/modules/cjs/loader:1521:14)',
    )

    expect(parseStackText(stack).map(({ line, name }) => [line, name])).toEqual([
      [9, 'fail'],
      [2, '<module>'],
    ])
  })

  it.each(['./src/bundled.ts', 'Object../src/bundled.ts', '__webpack_modules__.2252', '753', 'Object.4ce2f114'])(
    'takes the function %s, which a bundler makes of a module, for the top level if its code is there',
    (name) => {
      const file = join(folder, 'bundled.ts')
      writeFileSync(file, 'fail()\nconst handlers = {\n  404() {\n    fail()\n  },\n}\n')

      const names = parseStackText(at(`${name} (${file}:1:1)`, `${name} (${file}:4:5)`)).map((frame) => frame.name)

      expect(names).toEqual(['<module>', pythonName(name)])
    },
  )

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

  it('leaves out lines that nobody wrote', () => {
    const hostile = `${'x'.repeat(2000)} (/srv/app.js:1:2)`

    expect(parseStackText(at(hostile, 'real (/real.js:1:1)')).map(({ name }) => name)).toEqual(['real'])
  })

  it('takes no longer for brackets than for letters', () => {
    const lines = (letter: string) =>
      at(...Array.from({ length: 200 }, () => `${letter.repeat(990)} (/srv/app.js:1:2)`))
    const timeOf = (text: string) => {
      const start = performance.now()
      for (let round = 0; round < 20; round += 1) parseStackText(text)
      return performance.now() - start
    }
    timeOf(lines('x'))

    expect(timeOf(lines('(')) + timeOf(lines(')')) + timeOf(lines(' ('))).toBeLessThan(100 * timeOf(lines('x')) + 100)
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
