/**
 * Projects of users: an empty folder outside the workspace into which npm installs the tarballs.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'
import { packAll, packageNames, repository, scratch } from './tarballs.mjs'

const UNREACHABLE =
  /^(EAI_AGAIN|ECONN\w+|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT|EPIPE|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E50[0-4]|E429)$/

const projects = new Map()

/**
 * A test in the project that has all three packages, or only those given.
 *
 * @param body - Gets the project's folder. Skipped, with the reason, when the registry cannot be reached.
 */
export function userTest(title, body, names = packageNames) {
  test(title, async (t) => {
    const { folder, unreachable } = await installed(names)
    if (unreachable === null) await body(folder, t)
    else t.skip(`no registry to install from: ${unreachable}`)
  })
}

/** Copies a user's program from fixtures/ into the project. @returns Its folder there. */
export function copyFixture(name, project) {
  const target = join(project, name)
  cpSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), target, { recursive: true })
  return target
}

/** Requires as a program in `folder` would. */
export function requireFrom(folder) {
  return createRequire(join(folder, 'program.js'))
}

/** Requires a tool of the workspace. */
export const requireTool = createRequire(join(repository, 'package.json'))

function installed(names) {
  const key = names.join('-')
  if (!projects.has(key)) projects.set(key, install(join(scratch, `user-of-${key}`), names))
  return projects.get(key)
}

async function install(folder, names) {
  const packed = await packAll()
  mkdirSync(folder)
  const tarballs = names.map((name) => [packed[name].name, `file:${relative(folder, packed[name].tarball)}`])
  const manifest = {
    name: 'user',
    private: true,
    dependencies: Object.fromEntries(tarballs),
    // What core depends on is the tarball too, never a release of the same version.
    overrides: Object.fromEntries(tarballs.map(([name]) => [name, `$${name}`])),
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--loglevel=error']
  const impatient = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=20000']
  const { code, stdout, text } = await run('npm', ['install', '--json', ...quiet, ...impatient], { cwd: folder })
  if (code === 0) return { folder, unreachable: null }
  const error = errorOf(stdout)
  if (UNREACHABLE.test(error.code)) return { folder, unreachable: error.summary }
  throw new Error(text)
}

function errorOf(json) {
  try {
    return JSON.parse(json).error
  } catch {
    return { code: '', summary: '' }
  }
}
