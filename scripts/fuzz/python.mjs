/** Finds a CPython 3.13 and keeps one process of it that answers as conformance/answer.py says. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ANSWER = fileURLToPath(new URL('../../conformance/answer.py', import.meta.url))
const VERSION_CHECK = 'import sys, platform; print(platform.python_implementation(), "%d.%d" % sys.version_info[:2])'

/** @returns How to start it, or null where there is none. */
export function findPython() {
  const candidates = [
    { command: process.env.PYTHON ?? '', environment: {} },
    { command: 'python3.13', environment: {} },
    { command: 'python3', environment: {} },
    { command: 'python3', environment: { PYENV_VERSION: '3.13.0' } },
  ]
  for (const { command, environment } of candidates) {
    if (command === '') continue
    const env = { ...process.env, ...environment }
    const { stdout } = spawnSync(command, ['-c', VERSION_CHECK], { env, encoding: 'utf8' })
    if (stdout?.trim() === 'CPython 3.13') return { command, env }
  }
  return null
}

export class Python {
  #child
  #lines

  constructor({ command, env }) {
    this.#child = spawn(command, [ANSWER], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** The answers to some questions, in their order. */
  async answers(questions) {
    const written = this.#write(questions)
    const answers = []
    for (const question of questions) {
      const { done, value } = await this.#lines.next()
      if (done) throw new Error(`Python gave up at ${JSON.stringify(question)}`)
      answers.push(JSON.parse(value))
    }
    await written
    return answers
  }

  async #write(questions) {
    for (const question of questions) {
      if (!this.#child.stdin.write(`${JSON.stringify(question)}\n`)) await once(this.#child.stdin, 'drain')
    }
  }

  close() {
    this.#child.stdin.end()
  }
}
