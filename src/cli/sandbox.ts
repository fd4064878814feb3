import process from 'node:process'
import { startSandbox } from '../gateways/sandbox/server.ts'
import { settingsOrExit } from '../settings/or-exit.ts'

/** `npm run sandbox`: the sandbox as a process of its own. */
const {
  folder,
  sandbox: { port },
} = settingsOrExit(process.env)
const sandbox = await startSandbox({ port, folder })
process.stdout.write(`Sandbox gateways at ${sandbox.url}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => sandbox.close())
