import { connect, type Socket } from 'node:net'
import { answerAll } from './child.ts'
import { percentile } from './measure.ts'

/** Sends `count` requests, one in flight on each of `connections`. */
export interface LoadAsk {
  readonly port: number
  readonly connections: number
  readonly count: number
  /** Raw HTTP/1.1 requests, used in turn. */
  readonly requests: readonly string[]
}

export interface LoadAnswer {
  readonly count: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers with another status than success, and the first of them. */
  readonly refused: number
  readonly firstRefusal: string
}

/** A minimal load generator: it shares the machine with the server. */
async function load({ port, connections, count, requests }: LoadAsk): Promise<LoadAnswer> {
  const wire = requests.map((request) => Buffer.from(request))
  const times = new Float64Array(count)
  let sent = 0
  let refused = 0
  let firstRefusal = ''
  const sockets = await Promise.all(Array.from({ length: connections }, () => opened(port)))
  const beganAt = performance.now()
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          let mine = 0
          let sentAt = 0
          const next = () => {
            if (sent >= count) return resolve()
            mine = sent
            sent += 1
            sentAt = performance.now()
            socket.write(wire[mine % wire.length] as Buffer)
          }
          readAnswers(socket, (answer) => {
            times[mine] = performance.now() - sentAt
            if (!answer.startsWith('HTTP/1.1 20')) {
              refused += 1
              firstRefusal ||= answer
            }
            next()
          })
          socket.once('error', reject)
          socket.once('end', () => reject(new Error('the server closed a connection')))
          next()
        }),
    ),
  )
  const seconds = (performance.now() - beganAt) / 1000
  for (const socket of sockets) socket.destroy()
  times.sort()
  const [p50Ms, p99Ms] = [percentile(times, 0.5), percentile(times, 0.99)]
  return { count, seconds, p50Ms, p99Ms, refused, firstRefusal }
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Splits the stream into answers by `content-length`, which all of ours have. */
function readAnswers(socket: Socket, each: (answer: string) => void): void {
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    text += chunk
    const end = text.indexOf('\r\n\r\n')
    if (end === -1) return
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
    if (length === undefined) throw new Error(`an answer without a length: ${text.slice(0, end)}`)
    if (text.length < end + 4 + Number(length)) return
    const answer = text
    text = ''
    each(answer)
  })
}

answerAll(load)
