import { connect, type Socket } from 'node:net'
import { answerAll } from './child.ts'
import { post } from './http-claims.ts'

/** Opens so many sockets of a lot, besides those that are open. */
export interface RoomAsk {
  readonly port: number
  readonly path: string
  readonly count: number
  readonly tokens: readonly string[]
  readonly everyMs: number
}

export interface RoomAnswer {
  /** From the sending of each bid to its arrival at each viewer, sorted. */
  readonly delaysMs: Float64Array
  /** From the sending of each bid to the answer to its bidder, sorted. */
  readonly answersMs: Float64Array
}

const AT_ONCE = 100
/** After the last bid. */
const WAITED_MS = 3_000
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

let asked: RoomAsk
let opened = 0
/** When each bid was sent, by its number. */
const sentAt: number[] = []
const delays: number[] = []

/** What a browser does of it: takes the frames, and answers pings. */
function view(): Promise<void> {
  const address = `10.${opened >> 16}.${(opened >> 8) & 255}.${opened & 255}`
  opened += 1
  return new Promise((resolve, reject) => {
    const socket = connect(asked.port, '127.0.0.1')
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the server closed a socket')))
    let seen = 0
    socket.on('data', (chunk) => {
      if (chunk[0] === 0x89) socket.write(PONG)
      const head = chunk.toString('latin1', 0, 1_000)
      const bids = Number(/"bids":(\d+)/.exec(head)?.[1] ?? 0)
      const now = performance.now()
      for (; seen < bids; seen += 1) delays.push(now - (sentAt[seen + 1] ?? now))
      if (head.startsWith('HTTP/1.1 101')) resolve()
      else if (head.startsWith('HTTP/1.1')) reject(new Error(head))
    })
    socket.write(
      [
        `GET ${asked.path}/live HTTP/1.1`,
        ...['host: localhost:4000', `x-forwarded-for: ${address}`, 'connection: upgrade'],
        ...['upgrade: websocket', 'sec-websocket-version: 13'],
        ...['sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==', '', ''],
      ].join('\r\n'),
    )
  })
}

async function open(ask: RoomAsk) {
  asked = ask
  for (let from = 0; from < ask.count; from += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, ask.count - from) }, view))
  return {}
}

/** Each bid is the next higher one, of another person. */
async function bid(count: number): Promise<RoomAnswer> {
  const socket: Socket = connect({ port: asked.port, host: '127.0.0.1', noDelay: true })
  let refusal: string | undefined
  const answers: number[] = []
  socket.on('data', (chunk) => {
    const text = chunk.toString()
    answers.push(performance.now() - (sentAt[answers.length + 1] ?? 0))
    if (!text.startsWith('HTTP/1.1 201')) refusal ??= text
  })
  for (let number = 1; number <= count; number += 1) {
    const body = { amount: 10_000 * number }
    sentAt[number] = performance.now()
    socket.write(post(`${asked.path}/bids`, asked.tokens[number - 1] ?? '', body))
    await new Promise((resolve) => setTimeout(resolve, asked.everyMs))
  }
  await new Promise((resolve) => setTimeout(resolve, WAITED_MS))
  socket.destroy()
  if (refusal) throw new Error(refusal)
  if (delays.length !== count * opened)
    throw new Error(`${delays.length} of ${count * opened} arrived`)
  return {
    delaysMs: Float64Array.from(delays).sort(),
    answersMs: Float64Array.from(answers).sort(),
  }
}

answerAll((ask: RoomAsk | { readonly bids: number }) => ('bids' in ask ? bid(ask.bids) : open(ask)))
