#!/usr/bin/env node
// Plain JavaScript, which every Node reads: an old one is told what is missing. `main.ts` is a link to
// this file, because Node before 22.18 refuses to read a file of that ending.
import process from 'node:process'

const NEEDED = 26
const commands = {
  start: './product.ts',
  audit: './cli/audit.ts',
  replay: './cli/replay.ts',
  'rotate-keys': './cli/rotate-keys.ts',
  sandbox: './cli/sandbox.ts',
}

const [node, script, word = 'start', ...words] = process.argv
if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  process.stderr.write(
    `Jari needs Node ${NEEDED}; this is Node ${process.versions.node}. ` +
      'npm ci installs the right one: run npm start, or node_modules/.bin/node src/main.ts.\n',
  )
  process.exitCode = 1
} else if (Object.hasOwn(commands, word)) {
  process.argv = [node, script, ...words]
  if (import.meta.url.includes('/node_modules/')) await import('./installed.js')
  await import(commands[word])
} else {
  process.stderr.write(`${word} is not one of ${Object.keys(commands).join(', ')}.\n`)
  process.exitCode = 2
}
