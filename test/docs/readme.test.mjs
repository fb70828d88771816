/**
 * The code in the READMEs, run as it stands there.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'pylogging-docs-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(join(ROOT, 'node_modules/@pylogging'), join(folder, 'node_modules/@pylogging'))
after(() => rmSync(folder, { recursive: true }))

test('the quick start of the README leaves the lines that the README shows', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const [, code = ''] = /```ts\n([^`]*)```/.exec(readme) ?? []
  const [, shown = ''] = /leaves in `app\.log`[^`]*`[^`]*`:\n\n```\n([^`]*)```/.exec(readme) ?? []

  run('app.mjs', code)

  const left = readFileSync(join(folder, 'app.log'), 'utf8')
  assert.deepEqual(left.split('\n').map(withoutAccidents), shown.split('\n').map(withoutAccidents))
  assert.ok(shown.length > 200)
})

const examples = ['core', 'formatter', 'rotator'].flatMap((name) => {
  const readme = readFileSync(join(ROOT, 'packages', name, 'README.md'), 'utf8')
  return [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code], index) => ({ name, code, number: index + 1 }))
})

for (const { name, code, number } of examples) {
  test(`example ${number} of packages/${name}/README.md prints what its comments say`, () => {
    const lines = code.split('\n')
    // An expression with its value beside or below it is printed.
    const printing = lines.map((line, index) => {
      const isShown = /^\w.*\) \/\/ '|^\w.*\)$/.test(line) && / ?\/\/ '/.test(line + (lines[index + 1] ?? ''))
      return isShown ? `console.log(${line.replace(/ \/\/ .*/, '')})` : line
    })
    const expected = [...code.matchAll(/\/\/ (.*)$/gm)].map(([, text]) =>
      withoutAccidents(text.replace(/^'(.*)'$/, '$1')),
    )

    const output = run(`${name}-${number}.mjs`, printing.join('\n'))

    assert.deepEqual(output.split('\n').filter(Boolean).map(withoutAccidents), expected)
  })
}

function run(name, code) {
  writeFileSync(join(folder, name), code)
  // basicConfig prints on stderr.
  return execFileSync('sh', ['-c', `exec "$0" ${name} 2>&1`, process.execPath], { cwd: folder, encoding: 'utf8' })
}

/** Times, process ids and folders are those of the day. */
function withoutAccidents(line) {
  return line
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}/, 'TIME')
    .replace(/\[\d+\]/, '[PID]')
    .replace(/File "[^"]*\//, 'File "')
}
