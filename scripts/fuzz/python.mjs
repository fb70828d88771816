/** One process of CPython 3.13 that answers as conformance/answer.py says. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ANSWER = fileURLToPath(new URL('../../conformance/answer.py', import.meta.url))
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
