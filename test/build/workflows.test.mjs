/**
 * The workflows of GitHub, as far as they can be looked at without it: they are YAML, each step is an action or a script
 * that a shell can read, and the commands are those of package.json.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'

const ROOT = new URL('../../', import.meta.url)
const FOLDER = new URL('.github/workflows/', ROOT)
const { parse } = createRequire(new URL('packages/core/package.json', ROOT))('yaml')
const { scripts, engines } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'))
const [oldest] = /\d+/.exec(engines.node)

for (const file of readdirSync(FOLDER)) {
  describe(file, () => {
    const workflow = parse(readFileSync(new URL(file, FOLDER), 'utf8'))
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const { os, node } = job.strategy?.matrix ?? {}

      it(`${name} runs somewhere, for a time, with no more rights than it needs`, () => {
        assert.ok(workflow.on && workflow.permissions?.contents === 'read')
        assert.ok(job['timeout-minutes'] > 0)
        for (const system of os ?? [job['runs-on']]) assert.match(system, /^(?:ubuntu|windows|macos)-latest$/)
        for (const version of node ?? []) assert.ok(Number.parseInt(version, 10) >= Number(oldest), version)
      })

      it(`${name} has steps that a shell can read, of commands that there are`, () => {
        for (const { uses, run } of job.steps) {
          assert.ok((uses === undefined) !== (run === undefined))
          if (uses !== undefined) assert.match(uses, /^actions\/[\w-]+@v\d+$/)
          else checkCommand(run)
        }
      })
    }
  })
}

function checkCommand(run) {
  const { status, stderr } = spawnSync('bash', ['-n', '-c', run], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  const [, pnpm, command] = /^npx --yes (pnpm@[\d.]+) (?:--filter \S+ )?([\w:]+)/.exec(run) ?? assert.fail(run)
  assert.ok(command in scripts || ['install', 'publish'].includes(command), run)
  const settled = readFileSync(new URL('.ci/run', ROOT), 'utf8')
  assert.ok(settled.includes(pnpm), `${pnpm} is not the one of .ci/run`)
  for (const part of /--only (\S+)/.exec(run)?.[1].split(',') ?? [])
    assert.match(readFileSync(new URL('scripts/qualify.mjs', ROOT), 'utf8'), new RegExp(`'${part}'`))
}
