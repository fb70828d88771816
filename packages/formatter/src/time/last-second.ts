/**
 * Remembers the text made for one second, for as long as the local clock shows the same time for it.
 *
 * A log writes thousands of lines in a second and their times differ only after the comma. A text from before
 * `process.env.TZ` was assigned to must not be used any more. Reading that variable costs about 110 ns; a Date that is asked again
 * answers from its own cache in 4 ns, and Node empties those caches at the assignment, so the Date is asked.
 *
 * A new zone in which Node's own clock shows the same time at that second is not noticed before the next second:
 * Europe/Paris and Africa/Lagos in winter, or two of POSIX's zone strings, which Node takes for UTC. A
 * caller that prints what such zones do not share, the zone's name above all, says for which zone a text is.
 */
import { flatten } from '../ground/flatten.js'

/** The text of one second. Ask `holds` before reading `text`; on no, `keep` a new one. */
export class LastSecond {
  text = ''
  #zone: object | undefined
  #second = Number.NaN
  readonly #date = new Date(Number.NaN)
  #day = 0
  #hour = 0
  #minute = 0

  /** Whether `text` is the text for this second. */
  holds(second: number, utc: boolean, zone?: object): boolean {
    return second === this.#second && zone === this.#zone && (utc || this.#sameClock())
  }

  /** Remembers a text, and returns it. */
  keep(second: number, text: string, zone?: object): string {
    this.text = flatten(text)
    this.#zone = zone
    this.#second = second
    this.#date.setTime(second * 1000)
    this.#day = this.#date.getDate()
    this.#hour = this.#date.getHours()
    this.#minute = this.#date.getMinutes()
    return text
  }

  /** Whether the clock shows what it showed; false beyond Date's years, where every field is NaN. */
  #sameClock(): boolean {
    return (
      this.#date.getMinutes() === this.#minute &&
      this.#date.getHours() === this.#hour &&
      this.#date.getDate() === this.#day
    )
  }
}
