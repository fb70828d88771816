/** The types of @pylogging/formatter/build: what it is given, and what it gives. */

/** The options of `callSites`. */
export interface CallSiteOptions {
  /**
   * Whether each marked call also looks at the stack, and throws where that says something else. For tests; the default
   * is false.
   */
  readonly verify?: boolean | undefined
  /**
   * Variables, parameters and properties of these names are taken for loggers, as in `['logger', 'log']`. A logger that the
   * file itself gets from `getLogger`, `getChild` or LoggerAdapter needs no name, and nor does what TypeScript knows as one.
   */
  readonly loggers?: readonly string[] | undefined
  /** The modules that getLogger comes from; the default is `['@pylogging/core']`. */
  readonly modules?: readonly string[] | undefined
  /** The folder that pathnames are relative to, as in `process.cwd()`. By default they are whole paths. */
  readonly root?: string | undefined
  /** Files that are looked at: those whose path this fits. The default is all. */
  readonly include?: RegExp | undefined
  /** Files that are left as they are; the default is those in node_modules. */
  readonly exclude?: RegExp | undefined
}

/** A plugin of Rollup, Rolldown, Vite and Farm: everything but the name is optional there. */
export interface NamedPlugin {
  name: string
}

/** A plugin of esbuild. */
export interface SetupPlugin extends NamedPlugin {
  // biome-ignore lint/suspicious/noExplicitAny: the type is esbuild's, which whoever uses another bundler has not installed
  setup(build: any): void
}

/** A plugin of webpack and Rspack. */
export interface AppliedPlugin {
  // biome-ignore lint/suspicious/noExplicitAny: the type is webpack's, which whoever uses another bundler has not installed
  apply(compiler: any): void
}

/** The plugin of each bundler: `callSites.vite()`, `callSites.esbuild({ verify: true })`. */
export interface CallSites {
  vite(options?: CallSiteOptions): NamedPlugin
  rollup(options?: CallSiteOptions): NamedPlugin
  rolldown(options?: CallSiteOptions): NamedPlugin
  webpack(options?: CallSiteOptions): AppliedPlugin
  rspack(options?: CallSiteOptions): AppliedPlugin
  esbuild(options?: CallSiteOptions): SetupPlugin
  farm(options?: CallSiteOptions): NamedPlugin
}
