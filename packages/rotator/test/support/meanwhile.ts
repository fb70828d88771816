/** What others do while a process stands still, for files of either kind. */
import { basename } from 'node:path'
import type { World, Writable } from './world.js'

type Meanwhile = (world: World, file: Writable) => void

/** A lock around every record, or one that is waited for, shows in the first: time must not pass by more than 20 ms. */
export const OUTSIDERS = {
  'another process writes': (world, file) => world.write(file),
  // Without the question whether the file still has a name after a pause: loses the line that was being written.
  'somebody removes the file and time passes': (world, file) => {
    world.removeBase()
    world.pass(200)
    world.write(file)
  },
  'somebody moves the file': (world, file) => {
    if (world.files().has(basename(world.base))) world.moveAway([basename(world.base)])
    world.write(file)
  },
} satisfies Record<string, Meanwhile>

/** What others do when they have taken the lock of the process that stands still. */
export function thieves<File>(
  stealAndRotate: (world: World, file: File) => void,
): Readonly<Record<string, (world: World, file: File) => void>> {
  return {
    'another process steals the lock and rotates': stealAndRotate,
    'another process steals the lock and rotates twice': (world, file) => {
      stealAndRotate(world, file)
      stealAndRotate(world, file)
    },
    // link(base, dfn) with no name in between: dfn is free again, and catches the fresh base.
    'another process rotates and somebody takes the backups away': (world, file) => {
      stealAndRotate(world, file)
      world.moveAway(world.backups())
    },
  }
}
