import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP proxy with a fixed address in front of changing servers. */
export interface TestProxy {
  readonly port: number
  /** Sends new connections to another server. */
  to(port: number): void
  /** Accepts everything and forwards nothing: no FIN, no RST, as after loss of power. */
  goSilent(): void
  /** Forwards requests but no answers. */
  dropAnswers(): void
  /** Breaks open connections. */
  cut(): void
  /** New connections are forwarded; old ones stay silent. */
  resume(): void
  /** Number of connections so far. */
  connections(): number
  close(): Promise<void>
}

/** @param behind a local port, or a socket */
export async function openProxy(behind: number | string): Promise<TestProxy> {
  let target: number | string = behind
  let isSilent = false
  let connections = 0
  const pairs = new Set<readonly [Socket, Socket | undefined]>()
  const server = createServer((front) => {
    connections += 1
    front.on('error', () => {})
    if (isSilent) {
      pairs.add([front, undefined])
      return
    }
    const back = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target)
    const pair = [front, back] as const
    pairs.add(pair)
    back.on('error', () => front.destroy())
    front.pipe(back).pipe(front)
    front.once('close', () => {
      pairs.delete(pair)
      back.destroy()
    })
    back.once('close', () => front.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    to(port) {
      target = port
    },
    goSilent() {
      isSilent = true
      for (const [front, back] of pairs) {
        front.unpipe()
        back?.unpipe()
        back?.removeAllListeners('close')
      }
    },
    dropAnswers() {
      for (const [, back] of pairs) back?.unpipe().resume()
    },
    cut() {
      for (const [front] of pairs) front.destroy()
    },
    resume() {
      isSilent = false
    },
    connections: () => connections,
    async close() {
      for (const [front, back] of pairs) {
        front.destroy()
        back?.destroy()
      }
      server.close()
      await once(server, 'close')
    },
  }
}
