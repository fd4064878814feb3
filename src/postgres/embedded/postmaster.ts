import { execFile, spawn } from 'node:child_process'
import { open, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { configure, type Folder, lastPort } from './folder.ts'
import { isAlive } from './lock.ts'

const run = promisify(execFile)
const windows = process.platform === 'win32'

/** The time-out of a crash recovery, and of the checkpoint of a stopping server. */
const timeoutMs = 300_000

/** What postmaster.pid says; the file stays behind when its server is killed. */
interface PidFile {
  readonly pid: number
  readonly port: number
  readonly status: string
}

/** The server of the folder, if one is running; waits until it is up, or gone if it is stopping. */
export async function findServer({ data }: Folder): Promise<PidFile | undefined> {
  const giveUpAt = Date.now() + timeoutMs
  for (;;) {
    const found = await readPidFile(data)
    if (!found || !(await isServerOf(data, found.pid))) return undefined
    if (found.status === 'ready') return found
    if (Date.now() > giveUpAt) {
      throw new Error(`PostgreSQL (pid ${found.pid}) has been ${found.status} for five minutes.`)
    }
    await sleep(20)
  }
}

/**
 * Starts a server that outlives us and waits until it answers. Call only when `findServer` found
 * none: a pid file that is left then is a dead server's, whoever has its pid today.
 *
 * @returns the port it listens on, that of the last start when it is free
 */
export async function startServer(
  folder: Folder,
  settings: Record<string, string>,
): Promise<number> {
  const giveUpAt = Date.now() + 20_000
  for (;;) {
    const port = await freePort(await lastPort(folder))
    await configure(folder, port, settings)
    const failure = await launch(folder)
    if (failure === undefined) return port
    const portWasTaken = (await freePort(port)) !== port
    // The children of a killed server take a moment to notice; PostgreSQL refuses until then.
    const orphansLeft = /still in use|already exists/.test(failure)
    if (!(portWasTaken || orphansLeft) || Date.now() > giveUpAt) {
      throw new Error(`PostgreSQL did not start in ${folder.dir}: ${failure}`)
    }
    await sleep(100)
  }
}

/**
 * Asks the server to stop, which ends open sessions, and waits for it.
 *
 * @returns whether it was gone in time; otherwise it still finishes by itself
 */
export async function stopServer(folder: Folder, pid: number, waitMs: number): Promise<boolean> {
  if (windows) {
    const args = ['stop', '--mode=fast', '--no-wait', '--silent', `--pgdata=${folder.data}`]
    await run(folder.binaries.pgCtl, args).catch(() => {})
  } else if (isAlive(pid)) process.kill(pid, 'SIGINT')
  const giveUpAt = Date.now() + waitMs
  while (await isServerOf(folder.data, pid)) {
    if (Date.now() > giveUpAt) return false
    await sleep(10)
  }
  return true
}

/** @returns what went wrong; undefined: the server is up */
async function launch(folder: Folder): Promise<string | undefined> {
  const { binaries, data, runner, startLog } = folder
  const left = await readPidFile(data)
  await rm(startLog, { force: true })
  const log = await open(startLog, 'w', 0o600)
  const command = windows
    ? runner.command(binaries.pgCtl, ['start', '--no-wait', '--silent', `--pgdata=${data}`])
    : runner.command(binaries.postgres, ['-D', data])
  // How pg_ctl too says that a pid is no rival's. The old file is left for PostgreSQL to replace:
  // it names the shared memory by which orphans of the dead server are told.
  const env = { ...command.options.env, ...(left && { PG_GRANDPARENT_PID: String(left.pid) }) }
  if (windows && left) await rm(join(data, 'postmaster.pid'), { force: true })
  const child = spawn(command.file, command.args, {
    ...command.options,
    env,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let ended: string | undefined
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    if (!windows || code !== 0) ended ??= `it ended with ${signal ?? code}`
  })
  child.unref()
  try {
    const giveUpAt = Date.now() + timeoutMs
    while (Date.now() < giveUpAt) {
      const now = await readPidFile(data)
      if (now?.status === 'ready' && (windows || now.pid === child.pid)) return undefined
      if (ended !== undefined) return `${await failureLog(folder, child.pid)} (${ended})`
      await sleep(10)
    }
    return 'it was not ready after five minutes'
  } finally {
    await log.close()
  }
}

/**
 * The last lines of the start log and of the newest server log, with why this very server ended: the
 * collector may write that down a moment after the server is gone.
 */
async function failureLog(folder: Folder, pid: number | undefined): Promise<string> {
  const giveUpAt = Date.now() + 2_000
  for (;;) {
    const words = await lastLines(folder)
    const isSaid = new RegExp(`\\[${pid}\\] (FATAL|PANIC)`).test(words)
    if (isSaid || windows || Date.now() > giveUpAt) return words
    await sleep(20)
  }
}

async function lastLines({ dir, startLog }: Folder): Promise<string> {
  const logs = await Promise.all(
    (await readdir(join(dir, 'log')).catch(() => [])).map(async (name) => {
      const path = join(dir, 'log', name)
      return { path, at: (await stat(path)).mtimeMs }
    }),
  )
  const newest = logs.sort((one, other) => other.at - one.at)[0]?.path
  const texts = await Promise.all(
    [startLog, newest].map((path) => (path ? readFile(path, 'utf8').catch(() => '') : '')),
  )
  return texts.flatMap((text) => text.trim().split('\n').slice(-5)).join('\n')
}

async function readPidFile(data: string): Promise<PidFile | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  return { pid, port: Number(lines[3]), status: lines[7] || 'starting' }
}

/** Whether `pid` is a living PostgreSQL server on `data`, not a zombie or a later owner of the pid. */
async function isServerOf(data: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [, name, state = ''] = /^\d+ \((.*)\) (\S)/s.exec(text) ?? []
    if (name !== 'postgres' || 'ZX'.includes(state)) return false
    const [at, expected] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => undefined), // another user's is not for us to see
      realpath(data),
    ])
    return at === undefined || at === expected
  }
  const { stdout } = windows
    ? await run('tasklist', ['/NH', '/FI', `PID eq ${pid}`]).catch(() => ({ stdout: '' }))
    : await run('ps', ['-o', 'stat=,comm=', '-p', `${pid}`]).catch(() => ({ stdout: '' }))
  return /postgres/.test(stdout) && !stdout.startsWith('Z')
}

/** A port of this machine nobody listens on: `wanted`, or any when that is taken. */
function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => (wanted ? resolve(freePort()) : reject(error)))
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
