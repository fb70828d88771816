/** A process of the service, in either language: it says `ready`, and at its end how many records it logged. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const PROGRAMS = {
  python: fileURLToPath(new URL('../worker.py', import.meta.url)),
  node: fileURLToPath(new URL('worker.js', import.meta.url)),
}
const PYTHON = process.env['PYTHON'] ?? 'python3'

/** Where it logs: the file that all share, and the log server. */
export interface Target {
  readonly file: string
  readonly port: number
}

export type Language = keyof typeof PROGRAMS

/** Whether there is a Python 3.9 or newer to start; PYTHON can name one. */
export function hasPython(): boolean {
  return spawnSync(PYTHON, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0
}

export class ServiceProcess {
  readonly name: string
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  private constructor(name: string, child: ChildProcess, lines: AsyncIterator<string>) {
    this.name = name
    this.#child = child
    this.#lines = lines
  }

  /** @returns The process, once it is about to log. */
  static async start(language: Language, name: string, target: Target): Promise<ServiceProcess> {
    const command = language === 'python' ? PYTHON : process.execPath
    const child = spawn(command, [PROGRAMS[language], target.file, name, String(target.port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value } = await lines.next()
    if (value !== 'ready') throw new Error(`${name} did not start`)
    return new ServiceProcess(name, child, lines)
  }

  /** @returns How many records it says to have logged. */
  async stop(): Promise<number> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    const { value } = await this.#lines.next()
    await ended
    return Number(value)
  }
}
