/**
 * `pnpm build`: declarations and examples by `tsc -b`, then each package as a few files that load fast.
 *
 *   packages/core/src/*.ts   becomes   dist/*.d.ts (tsc)   dist/index.js, handlers.js, testing.js (rolldown)   dist/face.mjs
 *
 * One file per source file made `import` twice as slow: Node takes a quarter of a millisecond for each. chunks.mjs says
 * which file a module goes to; dependencies stay `require` calls at the place of their first use. `--maps` also writes
 * source maps, for a debugger.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import { minifySync } from 'rolldown/utils'
import { BUNDLED, chunksOf, isBundled, LATE, LATE_IN, LATE_OF_ENTRIES, MINIFIED, TIGHT } from './chunks.mjs'
import { unseen } from './declarations.mjs'
import { ENTRIES, PROGRAMS, WORKERS } from './entries.mjs'
import { wrapperCode } from './entry-names.mjs'
import { plainExports, requireLate } from './rewrites.mjs'

const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
for (const [folder, entries] of Object.entries(ENTRIES)) await bundle(folder, entries)

async function bundle(folder, entries) {
  const programs = PROGRAMS[folder] ?? []
  const names = [...entries.map(({ entry }) => entry), ...programs]
  const input = Object.fromEntries(names.map((name) => [name, join(folder, 'src', `${name}.ts`)]))
  const files = await generate(folder, input, chunksOf(folder), await workerText(folder))
  const late = Object.keys(LATE[folder])
  const read = new Map(['index', 'common', ...late].map((name) => [`${name}.js`, files.get(`${name}.js`)]))
  requireLate(read, late)
  for (const [name, text] of read) files.set(name, text)
  const lateOfEntries = Object.keys(LATE_OF_ENTRIES[folder] ?? {})
  if (lateOfEntries.length > 0) {
    const others = new Map([...files].filter(([name]) => !read.has(name) && !lateOfEntries.includes(name.slice(0, -3))))
    requireLate(others, lateOfEntries, [])
    for (const [name, text] of others) files.set(name, text)
  }
  for (const [name, wanted] of Object.entries(LATE_IN[folder] ?? {})) {
    const one = new Map([[name, files.get(name)]])
    requireLate(one, wanted, [])
    files.set(name, one.get(name))
  }
  for (const name of Object.keys(BUNDLED[folder] ?? {})) files.set(`${name}.js`, bundled(name, files.get(`${name}.js`)))
  for (const name of MINIFIED[folder] ?? []) files.set(`${name}.js`, minified(name, files.get(`${name}.js`)))
  for (const name of TIGHT[folder] ?? []) files.set(`${name}.js`, tight(name, files.get(`${name}.js`)))
  for (const { entry, face, awaits } of entries) {
    files.set(`${face}.mjs`, wrapperCode(readFileSync(join(folder, 'src', `${entry}.ts`), 'utf8'), entry, awaits))
  }
  write(folder, files)
  copySchema(folder)
  writeFileSync(join(folder, 'dist', '.npmignore'), `${unseen(join(folder, 'dist'), entries).join('\n')}\n`)
}

/** The program of a worker thread, which shares no code with the entries and becomes a text in one of their modules. */
async function workerText(folder) {
  const { program, source } = WORKERS[folder] ?? {}
  if (program === undefined) return null
  const [text] = (await generate(folder, { worker: join(folder, 'src', program) }, null, null)).values()
  // Nobody reads it, and names are all that a stack of the worker shows.
  const { code } = minifySync('worker.js', text, { mangle: false, compress: false })
  return { name: 'worker-text', load: (id) => loadText(id, join(process.cwd(), folder, 'src', source), code) }
}

function loadText(id, source, text) {
  return id === source ? `export function workerSource() { return ${JSON.stringify(text)} }` : null
}

/** @returns The texts of the files, by their names in dist. */
async function generate(folder, input, chunks, workerPlugin) {
  const build = await rolldown({
    input,
    platform: 'node',
    external: (id) => !isBundled(id) && !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    treeshake: false,
    plugins: [entriesFromOutside(folder, ENTRIES[folder]), chunks?.plugin, workerPlugin],
    preserveEntrySignatures: 'allow-extension',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    tsconfig: join(folder, 'tsconfig.json'),
  })
  const { output } = await build.generate({
    dir: join(folder, 'dist'),
    format: 'cjs',
    exports: 'named',
    sourcemap: process.argv.includes('--maps'),
    // They are in the declarations.
    comments: false,
    externalLiveBindings: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: chunks?.codeSplitting ?? false,
  })
  return new Map(
    output.map((part) => [part.fileName, part.type === 'chunk' ? plainExports(part.code, part.fileName) : part.source]),
  )
}

/** Writes what changed, and removes what no source makes any more. Declarations are tsc's, which leaves the old ones. */
function write(folder, files) {
  const dist = join(folder, 'dist')
  for (const name of readdirSync(dist, { recursive: true })) {
    const isOurs = /\.([cm]?js|map)$/.test(name)
    const source = name.replace(/\.d\.(m?ts)$/, '.$1')
    const isOld = source === name ? isOurs && !files.has(name) : !existsSync(join(folder, 'src', source))
    if (isOld) rmSync(join(dist, name))
  }
  for (const [name, text] of files) {
    mkdirSync(dirname(join(dist, name)), { recursive: true })
    writeFileSync(join(dist, name), text)
  }
}
/** What `node scripts/schema.mjs` wrote, without its blanks. */
function copySchema(folder) {
  const source = join(folder, 'src/config/schema.json')
  if (!existsSync(source)) return
  writeFileSync(join(folder, 'dist/schema.json'), JSON.stringify(JSON.parse(readFileSync(source, 'utf8'))))
}

/** Programs take the entries as their users do: a bundler that puts both in one graph splits the entries for it. */
function entriesFromOutside(folder, entries) {
  const programs = join(process.cwd(), folder, 'src', 'cli')
  return {
    name: 'entries-from-outside',
    resolveId(id, importer) {
      const isEntry = entries.some(({ entry }) => id === `../${entry}.js`)
      return isEntry && importer?.startsWith(programs) ? { id: `./${id.slice(3)}`, external: true } : null
    },
  }
}

function bundled(name, code) {
  const { code: short } = minifySync(`${name}.js`, code)
  return `// @lezer/python, lr, common and highlight: MIT licence, by Marijn Haverbeke and others.\n${short}\n`
}

function minified(name, code) {
  return `${minifySync(`${name}.js`, code, { compress: false }).code}\n`
}

function tight(name, code) {
  return `${minifySync(`${name}.js`, code).code}\n`
}
