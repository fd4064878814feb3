import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Server } from './edge.ts'

/** Request ids: the caller's `X-Request-Id` if it is short and plain, else a generated one. */
export function requestIds(): (request: IncomingMessage) => string {
  const mine = randomBytes(6).toString('hex')
  let count = 0
  return ({ headers }) => {
    const theirs = headers['x-request-id']
    if (typeof theirs === 'string' && /^[\w.:-]{1,80}$/.test(theirs)) return theirs
    count += 1
    return `req_${mine}${count.toString(36)}`
  }
}

export function sendRequestIds(server: Server): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
}
