import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { freePort } from '../free-port.ts'
import { watchChild, watchFolder } from '../watchdog.ts'

/** The product as a user starts it: its own process, database and sandbox. */
export interface Product {
  readonly url: string
  readonly sandboxUrl: string
  readonly process: ChildProcess
  /** Its output so far. */
  printed(): string
  /** Stops it and waits for its exit. Returns the exit code. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

export interface Site {
  readonly folder: string
  readonly port: number
  readonly sandboxPort: number
}

export async function newSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'jari-product-'))
  watchFolder(folder)
  return { folder, port: await freePort(), sandboxPort: await freePort() }
}

/** A site that was started before, with the demo data: it opens in half the time of a new one. */
export async function demoSite(): Promise<Site> {
  const site = await newSite()
  const from = await startedSite(inject('demoFolder'))
  await promisify(execFile)('cp', ['-Rp', `${from}/.`, site.folder])
  return site
}

/** The folder to copy. The first that asks makes it, the others wait. */
async function startedSite(folder: string): Promise<string> {
  const started = join(folder, 'started')
  const isFirst = await mkdir(folder).then(
    () => true,
    () => false,
  )
  if (isFirst) {
    const site = { ...(await newSite()), folder: join(folder, 'starting') }
    const product = await startProduct(site)
    await product.end('SIGTERM')
    await rename(site.folder, started)
  }
  while (!(await isThere(started))) await delay(100)
  return started
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

export const removeSite = ({ folder }: Site) => rm(folder, { recursive: true, force: true })

/** The time-out of a start. On two cores with a load of 22 one took 63 s. */
const OPEN_MS = 180_000

const running = new Set<ChildProcess>()

/** Stops all processes started here, also those whose start was never awaited. */
export async function stopProducts(): Promise<void> {
  await Promise.all([...running].map((child) => endOne(child, 'SIGKILL')))
}

async function endOne(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
  return child.exitCode
}

export async function startProduct(
  site: Site,
  environment: Record<string, string> = {},
  script = 'src/main.ts',
): Promise<Product> {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: `${site.port}`,
      JARI_SANDBOX_PORT: `${site.sandboxPort}`,
      JARI_DATA_DIR: site.folder,
      ...environment,
    },
  })
  watchChild(child)
  running.add(child)
  child.once('exit', () => running.delete(child))
  let text = ''
  const opened = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk
      if (text.includes('is open at')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)))
  })
  const late = setTimeout(() => child.kill('SIGKILL'), OPEN_MS)
  await opened.finally(() => clearTimeout(late))
  return {
    url: `http://localhost:${site.port}`,
    sandboxUrl: `http://127.0.0.1:${site.sandboxPort}`,
    process: child,
    printed: () => text,
    end: (signal) => endOne(child, signal),
  }
}

/** Calls the API as one account. */
export async function signIn(product: Product, email: string) {
  const answer = await fetch(`${product.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'sandbox-only' }),
  })
  const { token } = (await answer.json()) as { token: string }
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(product.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': crypto.randomUUID(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return (await response.json()) as Answer
  }
}
