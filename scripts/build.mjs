/**
 * `pnpm build`: declarations and examples by `tsc -b`, then each package as a few files that load fast.
 *
 *   packages/core/src/*.ts   becomes   dist/*.d.ts (tsc)   dist/index.js, handlers.js, testing.js (rolldown)   dist/face.mjs
 *
 * One file per source file made `import` twice as slow: Node takes a quarter of a millisecond for each. What the entries
 * of a package share is in common.js, so that there is one copy of it, and dependencies stay `require` calls at the place
 * of their first use.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import { ENTRIES, WORKERS } from './entries.mjs'

const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
for (const [folder, entries] of Object.entries(ENTRIES)) await bundle(folder, entries)

async function bundle(folder, entries) {
  const input = Object.fromEntries(entries.map(({ entry }) => [entry, join(folder, 'src', `${entry}.ts`)]))
  const files = await generate(folder, input)
  for (const worker of WORKERS[folder] ?? []) {
    const alone = await generate(folder, { [worker]: join(folder, 'src', `${worker}.ts`) })
    for (const [name, text] of alone) files.set(name, text)
  }
  for (const { face } of entries) files.set(`${face}.mjs`, faceOf(folder, face))
  write(join(folder, 'dist'), files)
}

/** @returns The texts of the files, by their names in dist. */
async function generate(folder, input) {
  const build = await rolldown({
    input,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id),
    treeshake: false,
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    tsconfig: join(folder, 'tsconfig.json'),
  })
  const { output } = await build.generate({
    dir: join(folder, 'dist'),
    format: 'cjs',
    exports: 'named',
    sourcemap: true,
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] },
  })
  return new Map(output.map((part) => [part.fileName, part.type === 'chunk' ? part.code : part.source]))
}

/**
 * The ESM face as JavaScript: without types, and taking the names from the CommonJS entry's object, not by Node's reader
 * of CommonJS exports, which under some flags knows none.
 */
function faceOf(folder, face) {
  const source = readFileSync(join(folder, 'src', `${face}.mts`), 'utf8').replace(/^export type \{[^}]*\}.*\n/gm, '')
  const importing = source.includes('import entry from') ? '' : "import entry from './INDEX.js'\n"
  return source
    .replace(/^export (\{[^}]*\}) from '\.\/(.*)\.js'$/gms, (_, names, entry) => {
      return `${importing.replace('INDEX', entry)}export const ${names} = entry`
    })
    .replace('export default entry.default', 'export default entry.default ?? entry')
}

/** Writes what changed, and removes code that no source makes any more. Declarations are tsc's. */
function write(dist, files) {
  for (const name of readdirSync(dist, { recursive: true })) {
    const isCode = /\.m?js(\.map)?$/.test(name)
    if (isCode && !files.has(name)) rmSync(join(dist, name))
  }
  for (const [name, text] of files) {
    mkdirSync(dirname(join(dist, name)), { recursive: true })
    writeFileSync(join(dist, name), text)
  }
}
