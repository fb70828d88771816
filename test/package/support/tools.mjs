/**
 * Tools that users have and this workspace has not: installed by npm into a folder outside of it, once per run.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { npmSettings, throwNpmError } from './registry.mjs'
import { run } from './run.mjs'
import { scratch } from './tarballs.mjs'

const installed = new Map()

/**
 * @param dependencies - As in a package.json.
 * @param options - `scripts` lets the packages run theirs; `force` installs what is for another system.
 * @returns `require` of the folder that has them, and its path.
 */
export async function installTools(dependencies, { scripts = false, force = false } = {}) {
  const key = JSON.stringify(dependencies)
  if (!installed.has(key)) installed.set(key, install(dependencies, { scripts, force }))
  const folder = await installed.get(key)
  return { folder, require: createRequire(join(folder, 'package.json')) }
}

async function install(dependencies, { scripts, force }) {
  const folder = join(scratch, `tools-${installed.size}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  const options = ['--no-audit', '--no-fund', ...(scripts ? [] : ['--ignore-scripts']), ...(force ? ['--force'] : [])]
  const result = await run('npm', ['install', ...options], { cwd: folder, env: npmSettings, longestMs: 300_000 })
  if (result.code !== 0) throwNpmError(result)
  return folder
}
