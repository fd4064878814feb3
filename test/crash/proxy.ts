import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Stands before a database, at one address whatever becomes of the servers behind it. */
export interface Doorway {
  readonly port: number
  /** Sends new connections to another server. */
  to(port: number): void
  /** Takes everything, and hands nothing on: no FIN, no RST, as a machine that lost its power. */
  fallSilent(): void
  /** Hands on what is asked, and no answer. */
  swallowAnswers(): void
  /** Breaks what is open. */
  cut(): void
  /** New connections go through; those from before stay silent. */
  speak(): void
  /** How often somebody has come. */
  visits(): number
  close(): Promise<void>
}

/** @param behind a port of this machine, or a socket */
export async function openProxy(behind: number | string): Promise<Doorway> {
  let target: number | string = behind
  let isSilent = false
  let visits = 0
  const pairs = new Set<readonly [Socket, Socket | undefined]>()
  const server = createServer((front) => {
    visits += 1
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
    fallSilent() {
      isSilent = true
      for (const [front, back] of pairs) {
        front.unpipe()
        back?.unpipe()
        back?.removeAllListeners('close')
      }
    },
    swallowAnswers() {
      for (const [, back] of pairs) back?.unpipe().resume()
    },
    cut() {
      for (const [front] of pairs) front.destroy()
    },
    speak() {
      isSilent = false
    },
    visits: () => visits,
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
