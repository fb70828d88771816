/**
 * The packages as a user gets them: packed, installed from their tarballs in an empty project, imported.
 *
 *   pnpm pack  →  three tarballs  →  npm install  →  a user's program runs  →  its output is compared
 *
 * One file for the test runner, so that packing and installing happen once; the tests are in parts/, in the order below.
 * fixtures/ holds the users' programs, each copied into the project it runs in. Nothing is taken from the workspace but
 * its tools (tsc and jest).
 *
 * Installing fetches the packages' own dependencies. Without a registry, the tests that need them are skipped and say so.
 */
import './parts/tarballs.mjs'
import './parts/module-formats.mjs'
import './parts/exported-names.mjs'
import './parts/side-effects.mjs'
import './parts/loaded-files.mjs'
import './parts/installed-size.mjs'
import './parts/command.mjs'
import './parts/bundles.mjs'
import './parts/one-package-alone.mjs'
import './parts/typescript-users.mjs'
import './parts/jest-users.mjs'
