/**
 * Writes a program that exports everything an entry gives, so that TypeScript has to name all of its types:
 *
 *   export const v7 = get(() => entry.tuple)      the value
 *   export const v8 = get(() => null! as ReturnType<typeof entry.tuple>)      what it returns
 *   export const v9 = get(() => i3.atTime)        a member of what it constructs
 *
 * TypeScript can name a type only by what an entry exports; TS2742 or TS2883 is a type that none of them does.
 */
import { join } from 'node:path'

/** @returns The options of a module resolution that has the name of its module kind. */
export function optionsOf(module) {
  return { module, moduleResolution: module }
}

/** @param ts - TypeScript 5 or 6, whose interface for programs this is. */
export function programOf(ts, folder, entry) {
  const probe = join(folder, 'src', 'probe.ts')
  const { ScriptTarget, ModuleKind, ModuleResolutionKind } = ts
  const options = {
    target: ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    strict: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  const text = `import * as entry from '${entry}'\nexport { entry }\n`
  host.readFile = (file) => (file === probe ? text : readFile(file))
  host.fileExists = (file) => file === probe || fileExists(file)
  const program = ts.createProgram([probe], options, host)
  const [statement] = program.getSourceFile(probe).statements
  return new Writer(ts, program.getTypeChecker()).write(entry, statement)
}

class Writer {
  #ts
  #checker
  #lines = []

  constructor(ts, checker) {
    this.#ts = ts
    this.#checker = checker
  }

  write(entry, statement) {
    const module = this.#checker.getSymbolAtLocation(statement.moduleSpecifier)
    const namespace = this.#checker.getTypeOfSymbolAtLocation(module, statement)
    for (const value of this.#checker.getPropertiesOfType(namespace)) {
      const type = this.#checker.getTypeOfSymbolAtLocation(value, statement)
      this.#value(`entry.${value.name}`, type, value.name === 'default' ? 0 : 1)
    }
    return [`import * as entry from '${entry}'`, 'declare function get<T>(of: () => T): T', ...this.#lines, ''].join(
      '\n',
    )
  }

  #value(text, type, depth) {
    this.#export(text)
    this.#calls(text, type)
    const [made] = type.getConstructSignatures()
    if (made !== undefined) this.#instance(text, made.getReturnType())
    if (depth === 0 || type.getCallSignatures().length > 0) return
    for (const [name, member] of this.#membersOf(type)) this.#value(`${text}.${name}`, member, depth - 1)
  }

  #instance(text, type) {
    const name = `i${this.#lines.length}`
    this.#lines.push(`declare const ${name}: InstanceType<typeof ${text}>`)
    for (const [member, memberType] of this.#membersOf(type)) {
      this.#export(`${name}.${member}`)
      this.#calls(`${name}.${member}`, memberType)
    }
  }

  #calls(text, type) {
    if (type.getCallSignatures().length === 0) return
    this.#export(`null! as ReturnType<typeof ${text}>`)
    this.#export(`null! as Parameters<typeof ${text}>`)
  }

  #export(text) {
    this.#lines.push(`export const v${this.#lines.length} = get(() => ${text})`)
  }

  #membersOf(type) {
    const { ModifierFlags, getCombinedModifierFlags } = this.#ts
    const hidden = ModifierFlags.Private | ModifierFlags.Protected
    return this.#checker
      .getPropertiesOfType(type)
      .filter(({ name }) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'prototype')
      .filter(({ declarations = [] }) => !declarations.some((each) => getCombinedModifierFlags(each) & hidden))
      .map((symbol) => [symbol.name, this.#checker.getTypeOfSymbol(symbol)])
  }
}
