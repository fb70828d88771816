/**
 * Runs a command as a user's shell would: without what a package manager or a test runner left in the environment.
 */
import { spawn } from 'node:child_process'

const NOT_THE_USERS =
  /^(npm_(lifecycle|package|command|execpath|node_execpath|config_user_agent|config_local_prefix)|pnpm_|NODE_(PATH|OPTIONS|ENV|TEST_CONTEXT|V8_COVERAGE)|JEST_|INIT_CWD$)/i

/** A program that does not end is killed, which is a failure. */
const LONGEST_MS = 60_000

const cleanEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_THE_USERS.test(name)))

/**
 * @param options - `cwd`, `env` to add, `longestMs` if it may take more than a minute.
 * @returns What the command printed, its exit code, and `text` with all of that for a message.
 */
export function run(command, args, { cwd, env = {}, longestMs = LONGEST_MS }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...cleanEnvironment, ...env },
      // On Windows npm and pnpm are .cmd files.
      shell: process.platform === 'win32' && command !== process.execPath,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), longestMs).unref()
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const text = `${[command, ...args].join(' ')}\nexit code ${code ?? signal}\n${stdout}\n${stderr}`
      resolve({ code, stdout, stderr, text })
    })
  })
}

/** @throws Error with everything the command printed, unless it ended well. */
export async function runWell(command, args, options) {
  const result = await run(command, args, options)
  if (result.code !== 0) throw new Error(result.text)
  return result
}

/** Runs a user's script and returns the lines it printed; to fail or to warn is an error. */
export async function runNode(script, cwd, args = []) {
  const { stdout, stderr, text } = await runWell(process.execPath, [script, ...args], { cwd })
  if (stderr !== '') throw new Error(text)
  return stdout.split('\n').slice(0, -1)
}
