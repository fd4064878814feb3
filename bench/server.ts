import type { AddressInfo } from 'node:net'
import type { Engine } from '../src/engine.ts'
import { startEvents } from '../src/events/start.ts'
import type { Server } from '../src/http/edge.ts'
import { serve } from '../src/http/serve.ts'
import { makeServer } from '../src/http/server.ts'
import { startJobs } from '../src/jobs/jobs.ts'
import { endpoint } from '../src/kernel/endpoint.ts'
import { Shape } from '../src/kernel/shape.ts'
import { routesOf } from '../src/routes.ts'
import { answerAll } from './child.ts'
import { connectEngine } from './engine.ts'

/** An empty POST: the server's limit. */
const empty = endpoint({
  name: 'postNothing',
  method: 'POST',
  path: '/v1/empty',
  summary: 'Nothing',
  role: 'customer',
  body: Shape({}),
  answer: Shape({}),
  problems: [],
})

/** The same for what anyone may read. */
const emptyRead = endpoint({
  name: 'getNothing',
  method: 'GET',
  path: '/v1/empty',
  summary: 'Nothing',
  role: 'anyone',
  answer: Shape({}),
  problems: [],
})

/** The server as src/product.ts wires it, without rate limits and with the empty route. */
export const wholeServer = (engine: Engine): Promise<Server> =>
  makeServer(engine, {
    routes: [
      ...routesOf(engine),
      (server) => serve(server, empty, () => ({})),
      (server) => serve(server, emptyRead, () => ({})),
    ],
    sandbox: false,
    limits: 'none',
    trustProxy: 'loopback', // viewers come from many addresses
  })

/** Serves `url` on a free port, with relay and jobs. */
async function open(ask: { url: string; sandboxUrl?: string }): Promise<{ port: number }> {
  const { url, sandboxUrl } = ask
  const engine = connectEngine(url, sandboxUrl)
  startJobs(engine, { failed: (job, error) => process.stderr.write(`${job}: ${error.message}\n`) })
  await startEvents(engine, url)
  const server = await wholeServer(engine)
  await server.listen({ port: 0, host: '127.0.0.1' })
  return { port: (server.server.address() as AddressInfo).port }
}

if (process.send && import.meta.main) answerAll(open)
