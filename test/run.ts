import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { getChromium } from './chromium.ts'
import { getNatsServer } from './nats-server.ts'

/**
 * `npm test`: builds the web client, finds or downloads Chromium and nats-server, runs all tests.
 * Arguments after `--` go to Vitest: `npm test -- src/orders`.
 */
const bin = (path: string) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url))
const run = (script: string, ...words: string[]) =>
  spawnSync(process.execPath, [script, ...words], { stdio: 'inherit' }).status ?? 1

// hundreds of processes load the same modules: compile them once
process.env.NODE_COMPILE_CACHE ??= bin('.cache/compiled')
process.env.CHROMIUM_PATH = await getChromium()
try {
  process.env.NATS_SERVER_PATH = getNatsServer()
} catch (error) {
  console.log((error as Error).message) // tests that need it repeat this and fail
}
const built = run(
  bin('vite/bin/vite.js'),
  'build',
  '-c',
  'src/web/vite.config.ts',
  '--logLevel',
  'warn',
)
process.exitCode = built || run(bin('vitest/vitest.mjs'), 'run', ...process.argv.slice(2))
