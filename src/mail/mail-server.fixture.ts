import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface MailServer {
  readonly url: string
  /** Recipients of accepted mails, in order. */
  readonly accepted: readonly string[]
  /** Refuses mails to this address from now on. */
  refuse(address: string | undefined): void
  close(): Promise<void>
}

/** An SMTP server (RFC 5321) with just enough to accept or refuse a mail. */
export async function openMailServer(): Promise<MailServer> {
  const accepted: string[] = []
  const sockets = new Set<Socket>()
  let refused: string | undefined
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let to = ''
    let unread = ''
    let inData = false
    const take = (line: string) => {
      if (inData) {
        if (line !== '.') return
        inData = false
        accepted.push(to)
        return socket.write('250 taken\r\n')
      }
      const recipient = /^RCPT TO:<(.*)>/i.exec(line)?.[1]
      if (recipient) to = recipient
      if (recipient && recipient === refused) return socket.write(`550 <${recipient}> not here\r\n`)
      if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n')
      inData = /^DATA/i.test(line)
      socket.write(inData ? '354 go on\r\n' : '250 ok\r\n')
    }
    socket.write('220 here\r\n')
    socket.on('data', (chunk) => {
      const lines = `${unread}${chunk}`.split('\r\n')
      unread = lines.pop() ?? ''
      for (const line of lines) take(line)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    refuse: (address) => {
      refused = address
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
