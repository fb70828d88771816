/**
 * Bundlers with the plugin that marks log calls: each makes one file of a program in JavaScript, TypeScript or TSX, with a
 * source map, decorators as TypeScript had them first, and elements made by a function `element`.
 */
import { writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { installTools } from '../../package/support/tools.mjs'

const TOOLS = {
  '@farmfe/core': '1',
  '@rollup/plugin-commonjs': '*',
  '@rollup/plugin-json': '*',
  '@rollup/plugin-node-resolve': '*',
  '@rollup/plugin-terser': '*',
  '@rspack/core': '*',
  esbuild: '*',
  rolldown: '1.2.19',
  rollup: '4',
  'rollup-plugin-esbuild': '*',
  'terser-webpack-plugin': '5',
  'ts-loader': '9',
  typescript: '5',
  vite: '*',
  webpack: '5',
}
/** A function that is written into the place of its only call loses its name, for which there is no other option. */
const KEEP = {
  keep_classnames: true,
  keep_fnames: true,
  compress: { inline: false, reduce_funcs: false, reduce_vars: false, keep_classnames: true, keep_fnames: true },
}
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"
const COMPILER = { experimentalDecorators: true, jsx: 'react', jsxFactory: 'element', target: 'es2022' }
const OXC = { decorator: { legacy: true }, jsx: { runtime: 'classic', pragma: 'element' } }
const EXTENSIONS = ['.tsx', '.ts', '.mjs', '.js', '.cjs', '.json']

export const BUNDLERS = { esbuild, rollup, rolldown, vite, webpack, rspack, farm }

/**
 * @param plugin - Makes the plugin of a bundler, by its name; null bundles without.
 * @returns The file.
 */
export async function bundleMarked(name, { entry, folder, isMinified, plugin }) {
  const { require } = await installTools(TOOLS, { scripts: true })
  const plugins = plugin === null ? [] : [plugin(name)]
  return BUNDLERS[name]({ require, entry, folder, isMinified, plugins })
}

async function esbuild({ require, entry, folder, isMinified, plugins }) {
  const outfile = join(folder, 'app.mjs')
  await require('esbuild').build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: true,
    keepNames: true,
    minify: isMinified,
    plugins,
    banner: { js: REQUIRE },
    tsconfigRaw: { compilerOptions: COMPILER },
  })
  return outfile
}

async function rollup({ require, entry, folder, isMinified, plugins }) {
  const all = [
    ...plugins,
    require('@rollup/plugin-node-resolve').default({ preferBuiltins: true, exportConditions: ['node'] }),
    require('@rollup/plugin-commonjs').default(),
    require('@rollup/plugin-json').default(),
    require('rollup-plugin-esbuild').default({ target: 'es2022', tsconfigRaw: { compilerOptions: COMPILER } }),
    ...(isMinified ? [require('@rollup/plugin-terser').default(KEEP)] : []),
  ]
  return withRollup(require('rollup').rollup, { entry, folder, plugins: all }, { inlineDynamicImports: true })
}

async function rolldown({ require, entry, folder, isMinified, plugins }) {
  const { rolldown: build } = await import(require.resolve('rolldown'))
  const output = { minify: isMinified, keepNames: true, codeSplitting: false }
  return withRollup(build, { entry, folder, platform: 'node', plugins, transform: OXC }, output)
}

async function withRollup(build, { entry, folder, ...options }, output) {
  const bundle = await build({ input: entry, onwarn() {}, ...options })
  const file = join(folder, 'app.mjs')
  await bundle.write({ file, format: 'esm', sourcemap: true, ...output })
  return file
}

async function vite({ require, entry, folder, isMinified, plugins }) {
  const { build } = await import(require.resolve('vite').replace('index.cjs', 'dist/node/index.js'))
  await build({
    configFile: false,
    root: join(entry, '..'),
    logLevel: 'silent',
    plugins,
    oxc: OXC,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      sourcemap: true,
      minify: isMinified,
      rollupOptions: { output: { entryFileNames: 'app.mjs', keepNames: true, codeSplitting: false } },
    },
  })
  return join(folder, 'app.mjs')
}

async function farm({ require, entry, folder, isMinified, plugins }) {
  const { build } = await import(require.resolve('@farmfe/core').replace('cjs/index.cjs', 'index.js'))
  await build({
    configFile: false,
    // Its map has paths that begin here.
    root: parse(folder).root,
    clearScreen: false,
    plugins,
    compilation: {
      input: { app: entry },
      output: { path: folder, targetEnv: 'node', format: 'esm', entryFilename: '[entryName].mjs' },
      mode: 'production',
      persistentCache: false,
      sourcemap: true,
      minify: isMinified,
      presetEnv: false,
      // It does not find packages that are linked, as those of a workspace are.
      external: ['@pylogging/core'],
    },
  })
  return join(folder, 'app.mjs')
}

function webpack({ require, entry, folder, isMinified, plugins }) {
  const TerserPlugin = require('terser-webpack-plugin')
  const configFile = join(folder, 'tsconfig.json')
  writeFileSync(configFile, JSON.stringify({ files: [entry] }))
  const loader = {
    loader: require.resolve('ts-loader'),
    options: { transpileOnly: true, configFile, compilerOptions: { ...COMPILER, module: 'esnext', sourceMap: true } },
  }
  return withWebpack(require('webpack'), {
    entry,
    folder,
    mode: isMinified ? 'production' : 'none',
    plugins,
    module: { rules: [{ test: /\.tsx?$/, use: [loader] }] },
    optimization: { minimizer: [new TerserPlugin({ terserOptions: KEEP })] },
  })
}

async function rspack({ require, entry, folder, isMinified, plugins }) {
  const { rspack: compile, SwcJsMinimizerRspackPlugin } = await import(require.resolve('@rspack/core'))
  const jsc = {
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: { legacyDecorator: true, react: { pragma: 'element' } },
    target: 'es2022',
  }
  return withWebpack(compile, {
    entry,
    folder,
    mode: isMinified ? 'production' : 'none',
    plugins,
    module: { rules: [{ test: /\.tsx?$/, loader: 'builtin:swc-loader', options: { jsc }, type: 'javascript/auto' }] },
    optimization: {
      minimizer: [
        new SwcJsMinimizerRspackPlugin({
          minimizerOptions: { mangle: { keep_classnames: true, keep_fnames: true }, compress: KEEP.compress },
        }),
      ],
    },
  })
}

async function withWebpack(compile, { folder, ...options }) {
  const compiler = compile({
    target: 'node',
    // Webpack gets the paths wrong of what is outside of this folder, once it puts modules together.
    context: parse(folder).root,
    devtool: 'source-map',
    output: { path: folder, filename: 'app.cjs', devtoolModuleFilenameTemplate: '[absolute-resource-path]' },
    resolve: { extensions: EXTENSIONS },
    ...options,
  })
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  )
  const { errors } = stats.toJson({ all: false, errors: true })
  await new Promise((resolve) => compiler.close(resolve))
  if (errors.length > 0) throw new Error(errors[0].message)
  return join(folder, 'app.cjs')
}
