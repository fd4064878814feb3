import { readFileSync, writeFileSync } from 'node:fs'

/**
 * `npm run lock`: takes the `engines` of packages out of the lockfile. npm compares them with the Node
 * it runs on, but the packages run on the Node that it installs (docs/decisions/0001).
 */
const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8')) as {
  packages: Record<string, { engines?: unknown }>
}
for (const [name, entry] of Object.entries(lock.packages)) if (name !== '') delete entry.engines
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
