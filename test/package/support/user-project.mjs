/**
 * Projects of users: an empty folder outside the workspace into which npm installs the tarballs.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmSettings, registryTest, throwNpmError } from './registry.mjs'
import { run } from './run.mjs'
import { packAll, packageNames, repository, scratch } from './tarballs.mjs'

const projects = new Map()

/**
 * A test in the project that has all three packages, or only those given.
 *
 * @param body - Gets the project's folder, and node:test's context.
 */
export function userTest(title, body, names = packageNames) {
  registryTest(title, async (t) => body(await installed(names), t))
}

/** Copies a user's program from fixtures/ into the project. @returns Its folder there. */
export function copyFixture(name, project) {
  const target = join(project, name)
  cpSync(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)), target, { recursive: true })
  return target
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
  const options = ['--no-audit', '--no-fund', '--ignore-scripts']
  const result = await run('npm', ['install', ...options], { cwd: folder, env: npmSettings })
  if (result.code !== 0) throwNpmError(result)
  return folder
}
