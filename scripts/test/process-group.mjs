/**
 * A command with all that it starts: a group of processes that has a time limit and leaves nothing behind.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const isWindows = process.platform === 'win32'
/** What a program that ends has told to end may take so long. */
const FAREWELL_MS = 2000
const LOOK_EVERY_MS = 250

const groups = new Set()

/** Ends all groups that run. */
export function endAll() {
  for (const child of groups) end(child)
}

/**
 * Runs Node with these arguments.
 *
 * @param options.limitMs - After this time the whole group is killed.
 * @param options.onLook - Called several times a second while it runs, with a function that kills the group.
 * @returns `{ status, overran, left }`: the exit code or null, whether the time was up, and the command lines of what was
 *   still running when the command had ended.
 */
export async function runNode(args, { env = process.env, limitMs, onLook = () => {} }) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', detached: !isWindows, env })
  groups.add(child)
  let overran = false
  const limit = setTimeout(() => {
    overran = true
    end(child)
  }, limitMs)
  const looking = setInterval(() => onLook(() => end(child)), LOOK_EVERY_MS)
  const status = await new Promise((resolve) => {
    child.on('error', () => resolve(null))
    child.on('exit', (code) => resolve(code))
  })
  clearTimeout(limit)
  clearInterval(looking)
  const left = overran || status === null ? [] : await leftOf(child.pid)
  end(child)
  groups.delete(child)
  return { status, overran, left }
}

/** The group has the number of its first process, also after that has ended. */
function end(child) {
  try {
    if (isWindows) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left.
  }
}

async function leftOf(group) {
  const deadline = Date.now() + FAREWELL_MS
  let left = membersOf(group)
  while (left.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    left = membersOf(group)
  }
  return left
}

/** Where there is no /proc nobody is named; `end` kills them all the same. */
function membersOf(group) {
  return processes().flatMap((pid) => {
    try {
      // After the name in brackets: state, parent, group.
      const [state, , itsGroup] = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')
      if (Number(itsGroup) !== group || state === 'Z') return []
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()]
    } catch {
      return []
    }
  })
}

function processes() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}
