import process from 'node:process'
import { startSandbox } from './server.ts'

/** The sandbox as a process of its own: `npm run sandbox`. */
const sandbox = await startSandbox({
  port: Number(process.env.JARI_SANDBOX_PORT ?? 4790),
  folder: process.env.JARI_DATA_DIR ?? '.jari',
})
process.stdout.write(`Sandbox gateways at ${sandbox.url}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => sandbox.close())
