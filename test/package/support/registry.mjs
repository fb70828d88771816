/**
 * Tests that may need the registry: skipped, with the reason, where it cannot be reached. They never pass unseen.
 */
import { test } from 'node:test'

const UNREACHABLE =
  /^npm (?:error|ERR!) code (EAI_AGAIN|ECONN\w+|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT|EPIPE|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E50[0-4]|E429)$/m

/** npm's settings: what it has is good enough, and a registry that does not answer is given up soon. */
export const npmSettings = {
  npm_config_prefer_offline: 'true',
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_timeout: '20000',
  npm_config_loglevel: 'error',
}

class NoRegistry extends Error {}

/** @throws What a failed npm or npx says, as the reason to skip when that is a registry out of reach. */
export function throwNpmError({ stderr, text }) {
  const code = UNREACHABLE.exec(stderr)?.[1]
  throw code === undefined ? new Error(text) : new NoRegistry(code)
}

/** @param body - Gets node:test's context. */
export function registryTest(title, body) {
  test(title, async (t) => {
    try {
      await body(t)
    } catch (error) {
      if (!(error instanceof NoRegistry)) throw error
      t.skip(`the registry cannot be reached (${error.message})`)
    }
  })
}
