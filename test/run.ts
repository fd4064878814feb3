import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { getChromium } from './chromium.ts'

/**
 * `npm test`: builds the web, finds or gets a Chromium, runs every test. What follows `--` goes to
 * Vitest: `npm test -- src/orders`.
 */
const bin = (path: string) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url))
const run = (script: string, ...words: string[]) =>
  spawnSync(process.execPath, [script, ...words], { stdio: 'inherit' }).status ?? 1

process.env.CHROMIUM_PATH = await getChromium()
const built = run(
  bin('vite/bin/vite.js'),
  'build',
  '-c',
  'src/web/vite.config.ts',
  '--logLevel',
  'warn',
)
process.exitCode = built || run(bin('vitest/vitest.mjs'), 'run', ...process.argv.slice(2))
