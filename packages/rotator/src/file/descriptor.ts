/**
 * An open descriptor that is closed when the object it belongs to is dropped without having been closed.
 *
 *   readonly #descriptor = descriptorOf(this)
 *   this.#descriptor.hold(fd)       to be closed when `this` is garbage
 *   this.#descriptor.release()      -1 or the number, which is the caller's to close now
 *
 * CPython closes a file when its last reference goes. Here that takes until the garbage is collected and the event loop
 * turns; without it a program that makes a handler per request would run out of descriptors, although it drops them.
 *
 * The object must not be reachable from what is registered, or it would never be garbage: hence an object of its own.
 */
import { environment, type FileStat } from '../world/environment.js'
import { isSameFile } from './file-identity.js'

/**
 * The descriptor of one object: open, or -1.
 *
 * @internal
 */
export class Descriptor {
  #fd = -1
  #file: FileStat | undefined

  get fd(): number {
    return this.#fd
  }

  /** @param file - What is open, as far as the caller knows; it is looked at otherwise. */
  hold(fd: number, file: FileStat = environment.fstat(fd)): void {
    this.#fd = fd
    this.#file = file
  }

  /** @returns The number, which nobody but the caller closes from now on. */
  release(): number {
    const fd = this.#fd
    this.#fd = -1
    return fd
  }

  /** Closes what is open, unless somebody else has closed it, so that its number may be another file's by now. */
  drop(): void {
    try {
      const fd = this.release()
      if (fd === -1) return
      if (isSameFile(environment.fstat(fd), this.#file)) environment.close(fd)
    } catch {
      // Nobody is left to be told.
    }
  }
}

const dropped = new FinalizationRegistry<Descriptor>((descriptor) => descriptor.drop())

/**
 * A descriptor that is closed when `owner` is garbage.
 *
 * @internal For @pylogging/core.
 */
export function descriptorOf(owner: object): Descriptor {
  const descriptor = new Descriptor()
  dropped.register(owner, descriptor)
  return descriptor
}
