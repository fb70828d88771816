/**
 * The limit of a text that is made of foreign values.
 *
 * A value of a few bytes may stand for gigabytes: a list with room for billions, forty lists that each hold the next one
 * twice, a screen line for each of a million line feeds. Twenty million characters take half a second and 200 MB to make;
 * from some hundreds of millions on the process dies. Every printer of values has this bound.
 */
import { ValueError } from './errors.js'

export const MOST_CHARACTERS = 20_000_000

/**
 * Counts what is printed.
 *
 * @internal For @pylogging/core.
 */
export class TextBudget {
  #spent = 0

  /** @returns The text. @throws ValueError once all of them together are too long. */
  spend(text: string): string {
    // A separator will stand between this and the next.
    this.reserve(text.length + 1)
    return text
  }

  /** Counts characters that are about to be made. */
  reserve(count: number): void {
    this.#spent += count
    if (this.#spent > MOST_CHARACTERS) throw tooLong()
  }
}

export function tooLong(): ValueError {
  return new ValueError(`the text of a value is longer than ${MOST_CHARACTERS} characters`)
}
