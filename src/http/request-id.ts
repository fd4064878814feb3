import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Server } from './edge.ts'

/** Names each request, with the caller's own name for it if that is a plain one. */
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

/** Every answer says which request it belongs to. */
export function sendRequestIds(server: Server): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
}
