/**
 * Programs that take records, started on loopback and stopped after the test.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findPython, NO_PYTHON } from '../../../scripts/python.mjs'
import { ownChild } from './limits.mjs'

export const python = findPython()
export const noPython = python === null && NO_PYTHON

const LONGEST_MS = 50_000
const LONGEST_WAIT_MS = 30_000

/** Starts a Python program of this folder. @returns The child and the first line it prints. */
export async function startPython(name, args) {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const child = spawn(python.command, [file, ...args], {
    env: python.env,
    timeout: LONGEST_MS,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  ownChild(child)
  const [line] = await once(child.stdout, 'data')
  return { child, line: String(line).trim() }
}

export async function ended(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

export function linesOf(file) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean)
}

/** Waits until something is so. */
export async function until(isSo) {
  for (const end = Date.now() + LONGEST_WAIT_MS; Date.now() < end; await sleep(20)) {
    const result = await isSo()
    if (result) return result
  }
  throw new Error('waited in vain')
}
