/** Other versions of Node: binaries that are there, or those that npm has as the package `node`, kept in the temporary folder. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** @param list - Paths and major versions, with commas: '22,/opt/node/bin/node'. @returns `{ path, version }` of each. */
export function nodesOf(list) {
  return list
    .split(',')
    .filter(Boolean)
    .map((each) => withVersion(/^\d+$/.test(each) ? fetched(each) : each))
}

function withVersion(path) {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${path} is no Node`)
  return { path, version: stdout.trim() }
}

function fetched(major) {
  const folder = join(tmpdir(), `pylogging-bench-node-${major}`)
  const path = join(folder, 'node_modules', 'node', 'bin', 'node')
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync('npm', ['install', '--prefix', folder, `node@${major}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm install node@${major}: ${stderr}`)
  return path
}
