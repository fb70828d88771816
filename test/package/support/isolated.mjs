/**
 * The packed packages as pnpm lays them out: a project sees core alone, and core sees the other two. What core's
 * declarations take from them has no name there unless core exports it.
 */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packAll, packageNames, scratch } from './tarballs.mjs'

let laidOut = null
const projects = new Set()

/** @param seen - Which of the packages the project depends on. @returns The folder of the project. */
export async function isolatedProject(name, seen = ['core']) {
  laidOut ??= layOut()
  const store = await laidOut
  const project = join(scratch, `isolated-${name}`)
  if (projects.has(project)) return project
  projects.add(project)
  for (const each of seen) link(placeOf(store, each), join(project, 'node_modules', '@pylogging', each))
  return project
}

async function layOut() {
  const store = join(scratch, 'store')
  const packed = await packAll()
  for (const name of packageNames) cpSync(packed[name].folder, placeOf(store, name), { recursive: true })
  for (const name of ['formatter', 'rotator']) link(placeOf(store, name), join(dirname(placeOf(store, 'core')), name))
  return store
}

function placeOf(store, name) {
  return join(store, name, 'node_modules', '@pylogging', name)
}

function link(target, name) {
  mkdirSync(dirname(name), { recursive: true })
  // A junction needs no rights on Windows.
  symlinkSync(target, name, 'junction')
}
