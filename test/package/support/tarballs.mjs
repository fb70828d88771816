/**
 * Packs the packages, once per run, into a temporary folder that goes when the process does.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmSettings, throwNpmError } from './registry.mjs'
import { run, runWell } from './run.mjs'

export const repository = fileURLToPath(new URL('../../../', import.meta.url))
export const packageNames = ['formatter', 'rotator', 'core']

/** Outside the workspace, so that nothing of it is found by walking up. */
export const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'pylogging-package-')))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }))

let packing = null

/** @returns For each package its tarball's path, the folder it was unpacked to, and its package.json as packed. */
export function packAll() {
  packing ??= packEach()
  return packing
}

async function packEach() {
  const pnpm = await findPnpm()
  const packed = await Promise.all(packageNames.map(async (name) => [name, await pack(pnpm, name)]))
  return Object.fromEntries(packed)
}

async function pack(pnpm, name) {
  const source = join(repository, 'packages', name)
  if (!existsSync(join(source, 'dist', 'index.js')))
    throw new Error(`packages/${name} is not built; run node scripts/build.mjs`)
  const target = join(scratch, 'tarballs', name)
  mkdirSync(target, { recursive: true })
  await runWell(pnpm.command, [...pnpm.args, 'pack', '--pack-destination', target], { cwd: source, env: npmSettings })
  const tarball = join(
    target,
    readdirSync(target).find((file) => file.endsWith('.tgz')),
  )
  await runWell('tar', ['-xzf', basename(tarball)], { cwd: dirname(tarball) })
  const folder = join(target, 'package')
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { name: manifest.name, tarball, folder, manifest }
}

/** The pnpm that runs the tests, else one on the PATH, else the one that the workspace is used with, by npx. */
async function findPnpm() {
  const { npm_execpath: running } = process.env
  if (running !== undefined && /^pnpm(\.\w+)?$/.test(basename(running))) {
    return /\.[cm]?js$/.test(running) ? { command: process.execPath, args: [running] } : { command: running, args: [] }
  }
  const onPath = await run('pnpm', ['--version'], { cwd: scratch }).catch(() => ({ code: 1 }))
  if (onPath.code === 0) return { command: 'pnpm', args: [] }
  const args = ['--yes', 'pnpm@12.21.0']
  const fetched = await run('npx', [...args, '--version'], { cwd: scratch, env: npmSettings })
  if (fetched.code !== 0) throwNpmError(fetched)
  return { command: 'npx', args }
}
