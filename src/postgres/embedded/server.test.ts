import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchChild, watchFolder } from '../../../test/watchdog.ts'
import { isAlive } from './lock.ts'

let root: string
let dir: string
let processes: ChildProcess[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'jari-embedded-'))
  watchFolder(root)
  await chmod(root, 0o755)
  dir = join(root, 'postgres')
  processes = []
})

afterEach(async () => {
  for (const child of processes) if (child.exitCode === null) child.kill('SIGKILL')
  const server = await serverPid()
  if (server) await killed(server)
  await rm(root, { recursive: true, force: true })
})

test('the first start makes a durable database for this machine alone, and stops what it started', async () => {
  const one = await start()

  expect(one).toMatchObject({
    joined: false,
    url: expect.stringMatching(/^postgres:\/\/jari:.{32}@127\.0\.0\.1:\d+\/jari\?host=%2F/),
  })
  const names = [
    'fsync',
    'synchronous_commit',
    'data_checksums',
    'listen_addresses',
    'server_encoding',
    'work_mem',
  ]
  expect(await Promise.all(names.map((name) => value(one.url, `show ${name}`)))).toEqual(
    ['on', 'on', 'on', '127.0.0.1', 'UTF8', '7MB'], // work_mem is a setting the process below asks for
  )
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  expect((await stat(join(dir, 'password'))).mode & 0o777).toBe(0o600)

  await one.stop()
  expect(await serverPid()).toBeUndefined()
})

test('of two that start at once on nothing one makes it and one joins, and the last one out stops it', async () => {
  const [one, two] = await Promise.all([start(), start()])

  expect([one.joined, two.joined].sort()).toEqual([false, true])
  expect(one.url).toBe(two.url)

  await one.stop()
  expect(await value(two.url, 'select 1')).toBe(1)
  await two.stop()
  expect(await serverPid()).toBeUndefined()

  const both = await Promise.all([start(), start()])
  await Promise.all(both.map(({ stop }) => stop()))
  expect(await serverPid()).toBeUndefined()
})

test('a server whose process was killed is joined by the next, with everything in it', async () => {
  const one = await start()
  await value(one.url, 'create table kept as select 42 as answer')
  await one.kill()

  const two = await start()
  expect(two).toMatchObject({ joined: true, url: one.url })
  expect(await value(two.url, 'select answer from kept')).toBe(42)
  await two.stop()
})

test('after everything was killed, a pid file that names a living stranger does not matter', async () => {
  const one = await start()
  await value(one.url, 'create table kept as select 42 as answer')
  await one.kill()
  await killed(Number(await serverPid()))
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
  processes.push(stranger)
  await namedIn([pidFile(), await socketLock()], stranger)

  const two = await start()
  expect(two).toMatchObject({ joined: false, url: one.url })
  expect(await value(two.url, 'select answer from kept')).toBe(42)
  expect(isAlive(Number(stranger.pid))).toBe(true)
  await two.stop()
})

test.runIf(process.platform !== 'win32')(
  'a server whose socket somebody still holds is started when that one is gone',
  async () => {
    const one = await start()
    await value(one.url, 'create table kept as select 42 as answer')
    await one.kill()
    await killed(Number(await serverPid()))
    const { uid, gid } = await stat(join(dir, 'data'))
    const dying = spawn('sleep', ['1'], { stdio: 'ignore', uid, gid })
    await namedIn([await socketLock()], dying)

    const two = await start()
    expect(await value(two.url, 'select answer from kept')).toBe(42)
    await two.stop()
  },
)

test('a database whose making was cut short is made again', async () => {
  const one = spawnStart()
  while (!(await readdir(dir).catch(() => [])).some((name) => name.startsWith('unfinished-'))) {
    await sleep(5)
  }
  await sleep(100)
  one.kill('SIGKILL')
  await once(one, 'exit')
  expect(await readdir(dir)).toContain('lock')
  expect(await readdir(dir)).not.toContain('data')

  const two = await start()
  expect(two.joined).toBe(false)
  expect((await readdir(dir)).sort()).toEqual(['data', 'log', 'password', 'start.log'])
  await two.stop()
})

test('a server that dies under a process comes back where it was', async () => {
  const one = await start()
  const before = Number(await serverPid())
  await killed(before)

  await expect.poll(() => value(one.url, 'select 1').catch(() => 0), { timeout: 10_000 }).toBe(1)
  expect(await serverPid()).not.toBe(before)
  await one.stop()
  expect(await serverPid()).toBeUndefined()
})

test('a folder of another PostgreSQL is refused in words', async () => {
  await mkdir(join(dir, 'data'), { recursive: true, mode: 0o700 })
  await writeFile(join(dir, 'data', 'PG_VERSION'), '15\n')
  await expect(start()).rejects.toThrow('was made by PostgreSQL 15; this is PostgreSQL 18')
})

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'root can keep it where only root may go',
  async () => {
    await chmod(root, 0o700)
    const one = await start()
    expect(await value(one.url, 'select 1')).toBe(1)
    expect((await stat(`/proc/${await serverPid()}`)).uid).not.toBe(0)
    await one.stop()
  },
)

interface Started {
  readonly url: string
  readonly joined: boolean
  stop(): Promise<void>
  kill(): Promise<void>
}

/** A process of its own that starts or joins the server, and stops when its input ends. */
async function start(): Promise<Started> {
  const child = spawnStart()
  const errors: string[] = []
  child.stderr?.on('data', (text) => errors.push(String(text)))
  const over = once(child, 'exit')
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const [line] = await Promise.race([once(lines, 'line'), over.then(() => [undefined])])
  if (typeof line !== 'string') throw new Error(errors.join(''))
  return {
    ...(JSON.parse(line) as { url: string; joined: boolean }),
    stop: async () => {
      child.stdin?.end()
      expect([await over, errors]).toEqual([[0, null], []])
    },
    kill: async () => {
      child.kill('SIGKILL')
      await over
    },
  }
}

function spawnStart(): ChildProcess {
  const script = `
    import { startEmbedded } from ${JSON.stringify(new URL('./server.ts', import.meta.url).href)}
    const server = await startEmbedded({ dir: process.argv[1], settings: { work_mem: '7MB' } })
    console.log(JSON.stringify(server))
    process.stdin.on('end', () => server.stop()).resume()
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, dir])
  watchChild(child)
  processes.push(child)
  return child
}

async function value(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

const pidFile = () => join(dir, 'data', 'postmaster.pid')

const socketLock = async () => {
  const names = await readdir(join(dir, 'data'))
  return join(dir, 'data', names.find((name) => name.endsWith('.lock')) ?? '')
}

/** Writes another process into the files in which a dead server has left its pid. */
async function namedIn(files: readonly string[], { pid }: ChildProcess): Promise<void> {
  for (const file of files)
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(pid)))
}

const serverPid = async (): Promise<number | undefined> =>
  Number.parseInt(await readFile(pidFile(), 'utf8').catch(() => ''), 10) || undefined

/** Kills the server as a power cut would, and waits for its last breath (a zombie has none). */
async function killed(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGKILL')
  await sleep(100)
}
