/**
 * `pnpm check`: what can be said about the code without running it. All steps run; the exit code is 1 if one failed.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const packages = readdirSync('packages').map((name) => `packages/${name}`)
const steps = [
  ['types of the tests', 'tsc', ['-p', 'tsconfig.tests.json']],
  ['lint, format and import boundaries', 'biome', ['ci', '--colors=off', '--error-on-warnings', '.']],
  ['entries for import name what entries for require name', process.execPath, ['scripts/faces.mjs', '--check']],
  ['packages name the repository of package.json', process.execPath, ['scripts/repository.mjs', '--check']],
  ['the JSON schema is what the types say', process.execPath, ['scripts/schema.mjs', '--check']],
  ['floors: no circle, no import that runs up', process.execPath, ['scripts/floors.mjs', '--check']],
  ['unused files, exports and dependencies', 'knip', []],
  ...packages.map((folder) => [`${folder} as npm sees it`, 'publint', ['--strict', folder]]),
  ...packages.map((folder) => [`${folder} as TypeScript sees it`, 'attw', ['--pack', folder, '--format', 'ascii']]),
]

const path = `${join(process.cwd(), 'node_modules', '.bin')}${delimiter}${process.env.PATH}`
let failed = 0
for (const [title, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${title}`)
  if (status === 0) continue
  failed += 1
  console.log(`${stdout ?? ''}${stderr ?? ''}`)
}
console.log(`check: ${steps.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
