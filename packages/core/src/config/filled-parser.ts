/**
 * A ConfigParser whose values have `${NAME}` filled in.
 *
 *   [handler_file]
 *   class = handlers.RotatingFileHandler
 *   args = ('${LOG_DIR}/app.log', 'a', '${MAX_BYTES:1000000}')
 *
 * `args`, `kwargs` and `defaults` are expressions: they are computed first and the texts in them filled in afterwards, so
 * a quote in a variable ends no string. Other values are filled in after `%(name)s`.
 */
import { ConfigParser, type GetOptions } from './ini.js'
import { fillText, fillValue, missingIn, refuseMissing, type Variables } from './placeholders.js'

const EXPRESSIONS = ['args', 'kwargs', 'defaults']

export class FilledParser extends ConfigParser {
  readonly #variables: Variables | null

  /** @param variables - Null leaves everything as it stands. */
  constructor(defaults: Readonly<Record<string, unknown>> | null, variables: Variables | null) {
    super(defaults)
    this.#variables = variables
  }

  override get(section: string, option: string, options: GetOptions = {}): string | null {
    const value = super.get(section, option, options)
    if (this.#variables === null || value === null || this.#isLeft(section, option)) return value
    return String(fillText(value, this.#variables))
  }

  /** The value of an expression with its texts filled in. */
  filled(value: unknown): unknown {
    return this.#variables === null ? value : fillValue(value, this.#variables)
  }

  /** @throws ValueError that lists each variable that is not set, with its place. */
  refuseMissing(): void {
    const variables = this.#variables
    if (variables === null) return
    const missing = this.sections().flatMap((section) =>
      this.options(section).flatMap((option) => {
        const value = super.get(section, option, { raw: true }) ?? ''
        const names = this.#isLeft(section, option, false) ? [] : missingIn(value, variables)
        return names.map((name) => `[${section}] ${option}: \${${name}}`)
      }),
    )
    refuseMissing(missing)
  }

  /** Expressions are filled in later; a format of style '$' never. */
  #isLeft(section: string, option: string, isReading = true): boolean {
    const name = this.optionxform(option)
    if (isReading && EXPRESSIONS.includes(name)) return true
    if (name !== 'format' || !section.startsWith('formatter_')) return false
    return super.get(section, 'style', { raw: true, fallback: null }) === '$'
  }
}
