/**
 * Bundlers as their users call them, each in one function: it makes one file of a program, with a source map, and gives
 * back the file and what it was warned of.
 */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installTools } from '../../package/support/tools.mjs'

const TOOLS = {
  '@rollup/plugin-commonjs': '*',
  '@rollup/plugin-json': '*',
  '@rollup/plugin-node-resolve': '*',
  '@rollup/plugin-terser': '*',
  '@vercel/ncc': '*',
  esbuild: '*',
  rolldown: '1.2.19',
  rollup: '4',
  'terser-webpack-plugin': '5',
  vite: '*',
  webpack: '5',
}
const KEEP = { keep_classnames: true, keep_fnames: true }
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"

export const BUNDLERS = {
  esbuild: esbuildCommon,
  'esbuild to ESM': esbuildModule,
  webpack,
  rollup,
  rolldown,
  vite,
  ncc,
}

/** @param isMinified - Names are kept where the bundler can. */
export async function bundleWith(name, { entry, folder, isMinified }) {
  const { require } = await installTools(TOOLS, { scripts: true })
  return BUNDLERS[name]({ require, entry, folder, isMinified })
}

function esbuildCommon(given) {
  return esbuild(given, { format: 'cjs', outfile: join(given.folder, 'app.cjs') })
}

function esbuildModule(given) {
  return esbuild(given, { format: 'esm', outfile: join(given.folder, 'app.mjs'), banner: { js: REQUIRE } })
}

async function esbuild({ require, entry, isMinified }, options) {
  const fixed = { bundle: true, platform: 'node', sourcemap: true, keepNames: true, logLevel: 'silent' }
  const build = { entryPoints: [entry], minify: isMinified, ...fixed, ...options }
  const { warnings } = await require('esbuild').build(build)
  return { file: options.outfile, warnings: warnings.map(({ text }) => text) }
}

async function webpack({ require, entry, folder, isMinified }) {
  const TerserPlugin = require('terser-webpack-plugin')
  const compiler = require('webpack')({
    mode: isMinified ? 'production' : 'none',
    target: 'node',
    devtool: 'source-map',
    entry,
    output: { path: folder, filename: 'app.cjs' },
    optimization: { minimizer: [new TerserPlugin({ terserOptions: KEEP })] },
  })
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  )
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true })
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
  return { file: join(folder, 'app.cjs'), warnings: warnings.map(({ message }) => message) }
}

async function rollup({ require, entry, folder, isMinified }) {
  const plugins = [
    require('@rollup/plugin-node-resolve').default({ preferBuiltins: true, exportConditions: ['node'] }),
    require('@rollup/plugin-commonjs').default(),
    // For the tables of iconv-lite.
    require('@rollup/plugin-json').default(),
    ...(isMinified ? [require('@rollup/plugin-terser').default(KEEP)] : []),
  ]
  return withRollup(require('rollup').rollup, { entry, folder, plugins }, {})
}

async function rolldown({ require, entry, folder, isMinified }) {
  const { rolldown: build } = await import(require.resolve('rolldown'))
  return withRollup(build, { entry, folder, platform: 'node' }, { minify: isMinified, keepNames: true })
}

async function withRollup(build, { entry, folder, ...options }, output) {
  const warnings = []
  const onwarn = ({ message, code }) => code !== 'CIRCULAR_DEPENDENCY' && warnings.push(message)
  const bundle = await build({ input: entry, onwarn, ...options })
  const file = join(folder, 'app.cjs')
  await bundle.write({ file, format: 'cjs', sourcemap: true, ...output })
  return { file, warnings }
}

async function vite({ require, entry, folder, isMinified }) {
  const warnings = []
  const { build, createLogger } = await import(require.resolve('vite').replace('index.cjs', 'dist/node/index.js'))
  const customLogger = { ...createLogger('silent'), warn: (text) => warnings.push(text) }
  await build({
    configFile: false,
    root: dirname(entry),
    customLogger,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: true,
      sourcemap: true,
      minify: isMinified,
      rollupOptions: { output: { entryFileNames: 'app.mjs', keepNames: true } },
    },
  })
  return { file: join(folder, 'app.mjs'), warnings }
}

async function ncc({ require, entry, folder, isMinified }) {
  const options = { minify: isMinified, sourceMap: true, sourceMapRegister: false, quiet: true, cache: false }
  const { code, map } = await require('@vercel/ncc')(entry, options)
  const file = join(folder, 'app.mjs')
  writeFileSync(file, `${code}\n//# sourceMappingURL=app.mjs.map\n`)
  writeFileSync(`${file}.map`, map)
  return { file, warnings: [] }
}
