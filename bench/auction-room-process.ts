import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startEvents } from '../src/events/start.ts'
import { startJobs } from '../src/jobs/jobs.ts'
import { answerAll } from './child.ts'
import { connectEngine } from './engine.ts'
import { wholeServer } from './server.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The whole server with relay and jobs; without a question its memory. */
async function answer({ url }: { readonly url?: string }) {
  if (url === undefined) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 500))
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return { bytes: heapUsed + external }
  }
  const engine = connectEngine(url)
  startJobs(engine, { failed: (job, error) => process.stderr.write(`${job}: ${error.message}\n`) })
  await startEvents(engine, url)
  const server = await wholeServer(engine)
  await server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 })
  return { port: (server.server.address() as AddressInfo).port }
}

answerAll(answer)
