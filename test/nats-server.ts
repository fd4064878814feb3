import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { watchChild } from './watchdog.ts'

const usual = ['/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin']

/** Path of nats-server: NATS_SERVER_PATH, PATH, or the usual places. */
export function findNatsServer(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usual]
  const name = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server'
  const places = folders.filter(Boolean).map((folder) => join(folder, name))
  return [process.env.NATS_SERVER_PATH ?? '', ...places].find(
    (path) => path !== '' && existsSync(path),
  )
}

/** Finds nats-server, or downloads it and says so. */
export function getNatsServer(): string {
  const found = findNatsServer()
  if (found) return found
  const isDebian = spawnSync('apt-get', ['--version']).status === 0
  if (isDebian && process.getuid?.() === 0) {
    console.log('No nats-server here: installing the Debian package with apt-get.')
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'nats-server'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  const got = findNatsServer()
  if (!got)
    throw new Error(
      'There is no nats-server here. Install it (Debian: apt-get install nats-server; ' +
        'macOS: brew install nats-server), or set NATS_SERVER_PATH to one.',
    )
  return got
}

/** The test's own server with its own folder, to kill and restart. */
export interface NatsServer {
  readonly url: string
  start(): Promise<void>
  /** A crash, as by loss of power. */
  kill(): Promise<void>
  close(): Promise<void>
}

export async function natsServer(): Promise<NatsServer> {
  const path = getNatsServer()
  const folder = await mkdtemp(join(tmpdir(), 'jari-nats-'))
  const port = await freePort()
  let child: ChildProcess | undefined
  const server: NatsServer = {
    url: `nats://127.0.0.1:${port}`,
    async start() {
      const words = ['-js', '-a', '127.0.0.1', '-p', `${port}`, '-sd', folder]
      child = spawn(path, words, { stdio: 'ignore' })
      watchChild(child)
      await answering(port)
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    async close() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

/** Waits until the port is open. */
async function answering(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const answered = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (answered) return
    await pause(50)
  }
}
