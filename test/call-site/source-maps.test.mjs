/** The place is that of the TypeScript source wherever Node knows a source map, and of the running file otherwise. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { at } from './support/places.mjs'
import { run } from './support/run.mjs'

const source = fileURLToPath(new URL('fixtures/typescript/orders.ts', import.meta.url))
const workspace = fileURLToPath(new URL('../../', import.meta.url))
const MAPS = ['--enable-source-maps']
const folder = mkdtempSync(join(tmpdir(), 'pylogging-call-site-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const inTypeScript = (mark) => at(source, mark)
/** The place of a call in JavaScript that has no comments: its line is found by its text. */
function inJavaScript(file, text) {
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text))
  return `orders.js:${index + 1}`
}

/** A project with the fixture for its only source, and the built packages to import. */
function makeProject(type, name = type) {
  const project = join(folder, name)
  mkdirSync(join(project, 'src'), { recursive: true })
  mkdirSync(join(project, 'node_modules/@pylogging'), { recursive: true })
  symlinkSync(join(workspace, 'packages/core'), join(project, 'node_modules/@pylogging/core'), 'junction')
  symlinkSync(join(workspace, 'node_modules/@types'), join(project, 'node_modules/@types'), 'junction')
  copyFileSync(source, join(project, 'src/orders.ts'))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type }))
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    sourceMap: true,
    removeComments: true,
    outDir: 'dist',
    rootDir: 'src',
    esModuleInterop: true,
    types: ['node'],
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  return project
}

function compile(type) {
  const project = makeProject(type)
  execFileSync(process.execPath, [join(workspace, 'node_modules/typescript/bin/tsc'), '-p', project], { stdio: 'pipe' })
  return join(project, 'dist/orders.js')
}

for (const type of ['module', 'commonjs']) {
  describe(`a TypeScript file that tsc made a ${type} of`, () => {
    const file = compile(type)

    it('has its own lines under --enable-source-maps', () => {
      const [sell, restock, bad] = run(file, MAPS)

      assert.equal(sell, `${inTypeScript('sell')} sell`)
      assert.equal(restock, `${inTypeScript('restock')} restock`)
      assert.equal(bad.split('\n')[0], `${inTypeScript('bad')} restock`)
    })

    it('has its own lines in tracebacks under --enable-source-maps', () => {
      const [, , bad] = run(file, MAPS)

      const [, title, ...lines] = bad.split('\n')
      assert.equal(title, 'Traceback (most recent call last):')
      assert.match(lines.at(-3), /orders\.ts", line \d+, in restock$/)
      assert.equal(lines.at(-2), "    JSON.parse('{')")
      assert.match(lines.at(-1), /^SyntaxError: /)
    })

    it('has the lines of the JavaScript file without the flag', () => {
      const [sell, restock] = run(file)

      assert.equal(sell, `${inJavaScript(file, "info('sold")} sell`)
      assert.equal(restock, `${inJavaScript(file, "info('restocked")} restock`)
    })
  })
}

for (const type of ['module', 'commonjs']) {
  it(`a TypeScript file that tsx runs as a ${type} has its own lines`, () => {
    const project = makeProject(type, `tsx-${type}`)
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

    const [sell, restock, bad] = run(join(project, 'src/orders.ts'), ['--import', tsx])

    assert.equal(sell, `${inTypeScript('sell')} sell`)
    assert.equal(restock, `${inTypeScript('restock')} restock`)
    assert.equal(bad.split('\n').at(-2), "    JSON.parse('{')")
  })
}

const REQUIRE = "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);"

/** Bundlers that came with other tools of the workspace. None is a dependency of ours. */
async function findBundler() {
  const store = join(workspace, 'node_modules/.pnpm')
  const names = readdirSync(store)
  const path = (name) =>
    names.filter((each) => each.startsWith(`${name}@`)).map((each) => join(store, each, 'node_modules', name))[0]
  const esbuild = path('esbuild')
  if (esbuild !== undefined) {
    const { build } = createRequire(import.meta.url)(esbuild)
    const bundle = (input, file, format) =>
      build({
        entryPoints: [input],
        outfile: file,
        bundle: true,
        platform: 'node',
        minify: true,
        sourcemap: true,
        format,
        // Packages in CommonJS ask for Node's modules by require, which a bundle in ESM has to make for them.
        banner: format === 'esm' ? { js: REQUIRE } : {},
      })
    return { name: 'esbuild', bundle }
  }
  const rolldown = path('rolldown')
  if (rolldown === undefined) return null
  const { rolldown: start } = await import(pathToFileURL(join(rolldown, 'dist/index.mjs')).href)
  const bundle = async (input, file, format) => {
    const build = await start({ input, platform: 'node' })
    await build.write({ file, format, minify: true, sourcemap: true, codeSplitting: false })
    await build.close()
  }
  return { name: 'rolldown', bundle }
}

const bundler = await findBundler()
const skip = bundler === null && 'neither esbuild nor rolldown is installed here'

describe(`a minified bundle of program and packages, made by ${bundler?.name ?? 'nobody'}`, { skip }, () => {
  const project = bundler && makeProject('bundle')

  for (const [format, extension] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ]) {
    it(`has the lines of TypeScript under --enable-source-maps: ${format}`, async () => {
      const file = join(project, `dist/bundle.${extension}`)
      await bundler.bundle(join(project, 'src/orders.ts'), file, format)

      const [sell, restock, bad] = run(file, MAPS)

      // Names of functions may be the shortened ones; methods keep theirs.
      assert.equal(sell, `${inTypeScript('sell')} sell`)
      assert.match(restock, new RegExp(`^${inTypeScript('restock')} `))
      assert.match(bad.split('\n')[0], new RegExp(`^${inTypeScript('bad')} `))
    })

    it(`has the bundle's own line without the flag, and not one of ours: ${format}`, () => {
      const file = join(project, `dist/bundle.${extension}`)
      const [sell] = run(file)

      assert.match(sell, new RegExp(`^bundle\\.${extension}:\\d+ sell$`))
    })
  }
})
