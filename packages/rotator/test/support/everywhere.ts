/**
 * Plays a scene once for each file-system call of what somebody does in it: stopped before the first, before the second ...
 *
 *   everywhere((world, stopped) => {
 *     const [a, b] = [world.file(), world.file()]
 *     stopped(world.kill, () => world.write(a))
 *     world.finish(b)
 *     return world.problems()
 *   })
 *   "stopped at call 7, rename: lost: ..."     or '' where nothing went wrong
 */
import { type Call, type Event, World } from './world.js'

/**
 * @param stopped - To be called once: runs the action and, before the call whose turn it is, the event. Says at which call
 *   that was.
 * @returns What went wrong, as sentences.
 */
export type Scene = (world: World, stopped: (event: Event, action: () => void) => Call | undefined) => string[]

/**
 * @param fewest - How many calls there are at least: a scene with less is not the one that was meant. The least is a look
 *   at the name and the write.
 */
export function everywhere(scene: Scene, fewest = 2): string {
  const problems: string[] = []
  for (let n = 1; ; n++) {
    using world = new World()
    let calls = 0
    let stoppedAt: Call | undefined
    const found = scene(world, (event, action) => {
      const noted: Event = (call) => {
        stoppedAt = call
        event(call)
      }
      calls = world.at(n, noted, action)
      return stoppedAt
    })
    // Nobody was stopped this time.
    if (n > calls) return calls < fewest ? `only ${calls} calls` : problems.join('\n')
    problems.push(...found.map((problem) => `stopped at call ${n} of ${calls}, ${stoppedAt}: ${problem}`))
  }
}

/**
 * Two stopped at once: the first before each of its calls, meanwhile the second before each of its own.
 *
 * @param scene - Is given what stops them: `outer` for the first, `inner` for the second, to be called within its event.
 */
export type Pair = (
  world: World,
  outer: (event: Event, action: () => void) => void,
  inner: (event: Event, action: () => void) => void,
) => string[]

export function everywhereTwice(scene: Pair): string {
  const problems: string[] = []
  for (let n = 1, isReached = true; isReached; n++) {
    for (let m = 1; ; m++) {
      using world = new World()
      let calls = 0
      const found = scene(
        world,
        (event, action) => {
          isReached = world.at(n, event, action) >= n
        },
        (event, action) => {
          calls = world.at(m, event, action)
        },
      )
      if (!isReached) break
      problems.push(...found.map((problem) => `stopped at ${n} and ${m}: ${problem}`))
      if (calls < m) break
    }
  }
  return problems.join('\n')
}

/**
 * One process, parked before each of its calls while others go on, and killed before each of the calls after that.
 *
 * @param scene - Is given what does that to an action: `meanwhile` happens while it is parked.
 */
export type ParkedScene = (world: World, parkThenKill: (meanwhile: () => void, action: () => void) => void) => string[]

export function everywhereParkedThenKilled(scene: ParkedScene): string {
  const problems: string[] = []
  for (let n = 1, calls = n; calls >= n; n++) {
    for (let m = n + 1; ; m++) {
      using world = new World()
      const found = scene(world, (meanwhile, action) => {
        const events = new Map<number, Event>([
          [n, meanwhile],
          [m, world.kill],
        ])
        calls = world.atEach(events, action)
      })
      if (calls < m) break
      problems.push(...found.map((problem) => `parked at ${n}, killed at ${m}: ${problem}`))
    }
  }
  return problems.join('\n')
}
