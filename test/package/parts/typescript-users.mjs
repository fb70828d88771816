/**
 * Strict TypeScript projects without @types/node and without skipLibCheck: our declarations must stand by themselves.
 *
 * Compiled by the TypeScript of the workspace and, as long as Nest's and others' projects use it, by 5.x: that one has the
 * old module resolution, which knows no `exports`. It comes with attw.
 */
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isolatedProject } from '../support/isolated.mjs'
import { registryTest } from '../support/registry.mjs'
import { runNode, runWell } from '../support/run.mjs'
import { copyFixture, requireTool, userTest } from '../support/user-project.mjs'

const LIBRARY = fileURLToPath(new URL('../../everywhere/fixtures/types/app.ts', import.meta.url))

const PRINTED = [
  'INFO app app.ts logged from TypeScript',
  'WARNING app app.ts 3 of 4 (tenant acme)',
  'ERROR app app.ts failed: ValueError',
  '1970-01-01 00:00:01,000 DEBUG app app.ts early',
]

describe('a TypeScript project', () => {
  userTest('compiles to CommonJS, as Nest does, and runs', async (project) => {
    const folder = copyFixture('typescript-commonjs', project)

    await compile(workspaceCompiler(), folder, ['--outDir', 'bundler'])

    assert.deepEqual(await runNode(join('bundler', 'app.js'), folder), PRINTED)
  })

  userTest('compiles to CommonJS with Node’s own module resolution and runs', async (project) => {
    const folder = copyFixture('typescript-commonjs', project)

    await compile(workspaceCompiler(), folder, ['--module', 'nodenext', '--outDir', 'nodenext'])

    assert.deepEqual(await runNode(join('nodenext', 'app.js'), folder), PRINTED)
  })

  userTest('compiles to CommonJS without esModuleInterop and runs', async (project) => {
    const folder = copyFixture('typescript-commonjs', project)

    await compile(olderCompiler(), folder, ['--esModuleInterop', 'false', '--outDir', 'plain'])

    assert.deepEqual(await runNode(join('plain', 'app.js'), folder), PRINTED)
  })

  userTest('compiles with TypeScript 5 and the module resolution node10, and runs', async (project) => {
    const folder = copyFixture('typescript-commonjs', project)

    await compile(olderCompiler(), folder, ['--moduleResolution', 'node10', '--outDir', 'node10'])

    assert.deepEqual(await runNode(join('node10', 'app.js'), folder), PRINTED)
  })

  userTest('compiles to ES modules and runs', async (project) => {
    const folder = copyFixture('typescript-esm', project)

    await compile(workspaceCompiler(), folder, [])

    assert.deepEqual(await runNode(join('dist', 'app.js'), folder), PRINTED)
  })

  // All versions of TypeScript with all their resolutions: test/everywhere/types.test.mjs, in `pnpm qualify`.
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ]) {
    registryTest(`of a library declares what it makes with the packages, resolved as ${moduleResolution}`, async () => {
      const folder = join(await isolatedProject('library'), moduleResolution)
      cpSync(LIBRARY, join(folder, 'src', 'app.ts'))
      writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
      const compilerOptions = { module, moduleResolution, declaration: true, types: [], rootDir: 'src', outDir: 'dist' }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))

      await compile(workspaceCompiler(), folder, ['--strict'])
    })
  }
})

function compile(compiler, folder, options) {
  return runWell(process.execPath, [compiler, '--project', folder, ...options], { cwd: folder })
}

function workspaceCompiler() {
  return join(dirname(requireTool.resolve('typescript/package.json')), requireTool('typescript/package.json').bin.tsc)
}

function olderCompiler() {
  const attw = createRequire(requireTool.resolve('@arethetypeswrong/cli/package.json'))
  return createRequire(attw.resolve('@arethetypeswrong/core')).resolve('typescript/lib/tsc.js')
}
