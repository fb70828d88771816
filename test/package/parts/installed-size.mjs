/**
 * What the packages take on a user's disk, with all that they depend on.
 */
import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'node:test'
import { userTest } from '../support/user-project.mjs'

/** Between pino and winston. The commands that read Python are a seventh of it, their parser included, and the build step a
 * fiftieth. */
const LIMIT_KB = 2250

describe('what is installed', () => {
  userTest(`takes less than ${LIMIT_KB} kB`, (project) => {
    const modules = join(project, 'node_modules')
    const packages = packagesIn(modules).map((name) => ({ name, kb: bytesBelow(join(modules, name)) / 1000 }))

    const total = packages.reduce((sum, { kb }) => sum + kb, 0)

    const list = packages.map(({ name, kb }) => `${name} ${kb.toFixed(0)}`).join(', ')
    assert.ok(packages.length > 3, `the dependencies are missing: ${list}`)
    assert.ok(total < LIMIT_KB, `${total.toFixed(0)} kB: ${list}`)
  })
})

/** Not npm's own .bin and .package-lock.json. A dependency in a package's node_modules counts as a part of it. */
function packagesIn(modules) {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : name,
    )
}

function bytesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
