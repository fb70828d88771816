/**
 * The example service as a child process: starts it, learns its workers and its address, stops it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../examples/http-service/dist/main.js', import.meta.url))
const NODE = [process.execPath, '--enable-source-maps']
const START_MS = 20_000
const STOP_MS = 10_000

export class Service {
  readonly #primary: ChildProcess
  /** All workers that ever listened, oldest first. */
  readonly workers: number[] = []
  address = ''

  private constructor(primary: ChildProcess) {
    this.#primary = primary
  }

  /**
   * @param engine - What runs it: a command and its first arguments.
   * @returns When `count` workers listen.
   * @throws Error when they do not in time, or the service dies.
   */
  static async start(file: string, when: string, count: number, engine: readonly string[] = NODE): Promise<Service> {
    const [command = '', ...first] = engine
    const primary = spawn(command, [...first, MAIN, file, when, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const service = new Service(primary)
    const lines = createInterface({ input: primary.stdout as NodeJS.ReadableStream })
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the service did not start in ${START_MS} ms`)), START_MS)
      primary.once('exit', (code) => reject(new Error(`the service ended with ${code} before it listened`)))
      lines.on('line', (line) => {
        service.#note(line)
        if (service.workers.length < count) return
        clearTimeout(timer)
        resolve()
      })
    })
    return service
  }

  #note(line: string): void {
    const [, pid, address] = /^worker (\d+) listens on (\S+)$/.exec(line) ?? []
    if (pid === undefined || address === undefined) return
    this.workers.push(Number(pid))
    this.address = address
  }

  async stop(): Promise<void> {
    if (this.#primary.exitCode !== null || this.#primary.signalCode !== null) return
    const exited = once(this.#primary, 'exit')
    this.#primary.kill('SIGTERM')
    const timer = setTimeout(() => this.#primary.kill('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(timer)
  }
}
