/**
 * Our declarations under every way in which a project may compile: the versions of TypeScript that are in use, its module
 * resolutions, ES modules and CommonJS, with and without skipLibCheck, without @types/node.
 *
 * Each compiles fixtures/types/app.ts with declarations. Its errors are expected ones, so a default export that is `any`,
 * as TypeScript's resolution for bundlers once saw ours, is an error as well.
 */
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isolatedProject } from '../package/support/isolated.mjs'
import { registryTest } from '../package/support/registry.mjs'
import { run } from '../package/support/run.mjs'
import { installTools } from '../package/support/tools.mjs'
import { optionsOf, programOf } from './support/exposed-types.mjs'

const COMPILERS = {
  'typescript-5.4': 'npm:typescript@5.4',
  'typescript-5.9': 'npm:typescript@5.9',
  'typescript-6': 'npm:typescript@6',
  'typescript-7': 'npm:typescript@7',
}
const ENTRIES = {
  core: ['', '/config', '/handlers', '/opentelemetry', '/queue', '/testing', '/third-party'],
  formatter: ['', '/testing'],
  rotator: ['', '/testing'],
}
const APP = fileURLToPath(new URL('./fixtures/types/app.ts', import.meta.url))

for (const compiler of Object.keys(COMPILERS)) {
  describe(compiler, () => {
    for (const { name, type, options } of modesOf(compiler)) {
      for (const skipLibCheck of [false, true]) {
        registryTest(`${name}, ${type}, ${skipLibCheck ? 'with' : 'without'} skipLibCheck`, async () => {
          const project = await isolatedProject('types')
          const folder = join(project, `${compiler}-${name}-${type}-${skipLibCheck}`)
          writeProject(folder, type, { ...options, skipLibCheck })
          cpSync(APP, join(folder, 'src', 'app.ts'))

          assert.equal(await errorsOf(compiler, folder), '')

          assert.match(readFileSync(join(folder, 'dist', 'app.d.ts'), 'utf8'), /export declare const atTime: /)
        })
      }
    }
  })
}

describe('a program that exports all that our entries give', () => {
  for (const [name, entries] of Object.entries(ENTRIES)) {
    for (const entry of entries) {
      registryTest(`can name every type of @pylogging/${name}${entry} in its declarations`, async () => {
        const project = await isolatedProject(`exposing-${name}`, [name])
        const { require } = await installTools(COMPILERS)
        const folder = join(project, `entry-${entry.slice(1)}`)
        writeProject(folder, 'module', optionsOf('nodenext'))

        const text = programOf(require('typescript-5.9'), folder, `@pylogging/${name}${entry}`)
        writeFileSync(join(folder, 'src', 'app.ts'), text)

        assert.equal(await errorsOf('typescript-7', folder), '')
      })
    }
  }
})

/** What TypeScript knows in this version. Bundlers' resolution is for ES modules; only with preserve for both. */
function modesOf(compiler) {
  const both = ['nodenext', 'node16'].map((name) => ({ name, options: optionsOf(name) }))
  both.push({ name: 'bundler with preserve', options: { module: 'preserve', moduleResolution: 'bundler' } })
  const modes = both.flatMap((mode) => ['module', 'commonjs'].map((type) => ({ ...mode, type })))
  modes.push({ name: 'bundler', type: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } })
  if (compiler === 'typescript-7') return modes
  const silence = compiler === 'typescript-6' ? { ignoreDeprecations: '6.0' } : {}
  const old = { moduleResolution: 'node10', ...silence }
  modes.push({ name: 'node10', type: 'module', options: { module: 'esnext', ...old } })
  modes.push({ name: 'node10', type: 'commonjs', options: { module: 'commonjs', ...old } })
  return modes
}

function writeProject(folder, type, options) {
  mkdirSync(join(folder, 'src'), { recursive: true })
  const always = { target: 'es2022', strict: true, declaration: true, esModuleInterop: true, types: [] }
  const compilerOptions = { ...always, lib: ['es2022'], rootDir: 'src', outDir: 'dist', ...options }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
}

async function errorsOf(compiler, folder) {
  const { folder: tools } = await installTools(COMPILERS)
  const tsc = join(tools, 'node_modules', compiler, 'bin', 'tsc')
  const { code, stdout, stderr } = await run(process.execPath, [tsc, '-p', folder], { cwd: folder })
  return code === 0 ? '' : `exit code ${code}\n${stdout}${stderr}`
}

describe('a workspace of three packages', () => {
  registryTest('each of which imports one of ours alone, builds with tsc -b', async () => {
    const uses = {
      formatter:
        "import { percentFormat, tuple } from '@pylogging/formatter'\nexport const text = percentFormat('%s', [tuple(1)])\n",
      rotator:
        "import { RotatingFile } from '@pylogging/rotator'\nexport const open = () => new RotatingFile('a.log', { maxBytes: 9 })\n",
      core: "import logging, { tuple } from '@pylogging/core'\nexport const pair = tuple(1, 2)\nexport const logger = logging.getLogger()\n",
    }
    const folder = join(await isolatedProject('workspace', []), 'root')
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(uses)) {
      const each = await isolatedProject(`workspace/root/${name}`, [name])
      writeProject(each, 'module', { ...optionsOf('nodenext'), composite: true })
      writeFileSync(join(each, 'src', 'app.ts'), text)
    }
    const references = Object.keys(uses).map((name) => ({ path: `../../isolated-workspace/root/${name}` }))
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: [], references }))
    const { folder: tools } = await installTools(COMPILERS)

    for (const compiler of ['typescript-5.9', 'typescript-7']) {
      const tsc = join(tools, 'node_modules', compiler, 'bin', 'tsc')
      const { code, text } = await run(process.execPath, [tsc, '-b', '--force', folder], { cwd: folder })
      assert.equal(code, 0, text)
    }
  })
})
