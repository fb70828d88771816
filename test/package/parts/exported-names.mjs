/**
 * The names that users can import, compared with exported-names.json, so that none comes or goes unnoticed.
 *
 * After a wanted change: `PYLOGGING_UPDATE_NAMES=1 node --test test/package/package.test.mjs`, then read the difference.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runNode, runWell } from '../support/run.mjs'
import { packAll, packageNames, repository } from '../support/tarballs.mjs'
import { copyFixture, requireTool, userTest } from '../support/user-project.mjs'

/** It acts when it is imported, by packages that a user of it installs; test/call-site/marked.test.mjs does. */
const ACTING = new Set(['@pylogging/formatter/register'])

const LIST = new URL('../exported-names.json', import.meta.url)

describe('the exported names', () => {
  userTest('are those of test/package/exported-names.json, for import and for require', async (project) => {
    const names = await exportedNames(copyFixture('exported-names', project))
    const imported = Object.fromEntries(names.map((each) => [each.entry, each.imported]))
    const required = Object.fromEntries(names.map((each) => [each.entry, each.required]))
    if (process.env.PYLOGGING_UPDATE_NAMES === '1') await update(imported)

    const expected = JSON.parse(readFileSync(LIST, 'utf8'))

    assert.deepEqual(imported, expected)
    assert.deepEqual(required, expected)
  })
})

async function update(names) {
  writeFileSync(LIST, JSON.stringify(names, null, 2))
  const biome = requireTool.resolve('@biomejs/biome/bin/biome')
  await runWell(process.execPath, [biome, 'format', '--write', fileURLToPath(LIST)], { cwd: repository })
}

async function exportedNames(folder) {
  const packed = await packAll()
  const manifests = packageNames.map((name) => packed[name].manifest)
  const entries = manifests.flatMap(({ name, exports }) => {
    return Object.keys(exports).map((path) => `${name}${path.slice(1)}`)
  })
  const lines = await runNode(
    'print.mjs',
    folder,
    entries.filter((entry) => !entry.endsWith('.json') && !ACTING.has(entry)),
  )
  return lines.map((line) => JSON.parse(line))
}
