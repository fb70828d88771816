/** @pylogging/core, with its log calls marked by the build step, as a bundler's plugin would mark them. */
import '@pylogging/formatter/register'

const { ours } = await import('./ours.mjs?marked')

export const marked = { site: ours.site, off: ours.off }
