import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, findBinaries } from './binaries.ts'
import { chooseRunner, type Runner } from './runner.ts'

const run = promisify(execFile)

/** Where one server lives: its data, and beside it what starting it takes. */
export interface Folder {
  readonly dir: string
  /** What PostgreSQL calls the data directory. */
  readonly data: string
  readonly lock: string
  readonly password: string
  /** What the server said before its own log, `log/`, was open. */
  readonly startLog: string
  readonly binaries: Binaries
  readonly runner: Runner
}

/** Makes the folder, readable by its owner alone, and finds out how to run PostgreSQL in it. */
export async function openFolder(at: string): Promise<Folder> {
  const dir = resolve(at)
  const data = join(dir, 'data')
  const binaries = await findBinaries()
  await mkdir(dirname(dir), { recursive: true })
  await mkdir(dir, { mode: 0o700, recursive: true })
  try {
    await chmod(dir, 0o700)
  } catch (cause) {
    throw new Error(`${dir} belongs to another user. Set JARI_DATA_DIR to a folder of your own.`, {
      cause,
    })
  }
  return {
    dir,
    data,
    lock: join(dir, 'lock'),
    password: join(dir, 'password'),
    startLog: join(dir, 'start.log'),
    binaries,
    runner: await chooseRunner(dir, data, binaries),
  }
}

/** An initdb whose starter was killed may still be writing while its files are removed. */
const gone = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }

/**
 * Makes the data directory unless it is there. It is made under another name and renamed when
 * whole, so one that was cut short is never mistaken for a database; its remains are removed.
 *
 * @returns whether it had to be made
 */
export async function initialise(folder: Folder): Promise<boolean> {
  const version = await versionOf(folder)
  const { major } = folder.runner
  if (version !== undefined && version !== String(major)) {
    throw new Error(
      `${folder.data} was made by PostgreSQL ${version}; this is PostgreSQL ${major}. Move it with ` +
        'pg_upgrade or a dump, set JARI_DATA_DIR to an empty folder, or set DATABASE_URL.',
    )
  }
  if (version !== undefined) return false
  if ((await readdir(folder.data).catch(() => [])).length > 0) {
    throw new Error(`${folder.data} holds something that is no database. Set JARI_DATA_DIR.`)
  }
  for (const name of await readdir(folder.dir)) {
    if (name.startsWith('unfinished-')) await rm(join(folder.dir, name), gone)
  }
  const unfinished = join(folder.dir, `unfinished-${randomBytes(6).toString('hex')}`)
  await ownFile(folder, folder.password, randomBytes(24).toString('base64url'))
  const options = `--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8
    --data-checksums --auth=scram-sha-256 --username=jari --no-instructions`.split(/\s+/)
  const args = [...options, `--pwfile=${folder.password}`, `--pgdata=${unfinished}`]
  const command = folder.runner.command(folder.binaries.initdb, args)
  await run(command.file, command.args, command.options).catch((error: { stderr?: string }) => {
    throw new Error(`initdb failed in ${folder.dir}: ${error.stderr?.trim() || error}`)
  })
  await rename(unfinished, folder.data)
  return true
}

/** The major version that made the data directory; undefined: there is none yet. */
export const versionOf = async ({ data }: Folder): Promise<string | undefined> =>
  (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined))?.trim()

export async function passwordOf({ password, dir }: Folder): Promise<string> {
  const text = await readFile(password, 'utf8').catch(() => '')
  if (!text) throw new Error(`${dir} is a database whose password file is gone or unreadable.`)
  return text.trim()
}

/** The port of the last start, which the next one asks for again. */
export async function lastPort({ data }: Folder): Promise<number | undefined> {
  const text = await readFile(join(data, 'postgresql.conf'), 'utf8').catch(() => '')
  return Number(/^port = '(\d+)'/m.exec(text)?.[1]) || undefined
}

/** A socket's path may not be longer: 107 bytes on Linux, 103 on macOS. */
const SOCKET_PATH_MOST = 103

/**
 * Where the server's socket is, if it can have one: beside its data, where nobody else can enter. A
 * round trip through it takes a tenth less of both processors than one through a port.
 */
export function socketFolder({ data }: Folder): string | undefined {
  const length = Buffer.byteLength(join(data, socketName(65_535)))
  return process.platform === 'win32' || length > SOCKET_PATH_MOST ? undefined : data
}

export const socketName = (port: number): string => `.s.PGSQL.${port}`

/** Writes postgresql.conf anew, as each start does; a later setting wins over an earlier one. */
export async function configure(
  folder: Folder,
  port: number,
  settings: Record<string, string>,
): Promise<void> {
  const socket = { unix_socket_directories: socketFolder(folder) ?? '' }
  const all = { ...standard(), ...socket, ...settings, port: String(port) }
  const lines = Object.entries(all).map(([name, value]) => {
    if (!/^[a-z_.]+$/.test(name)) throw new Error(`${name} is no PostgreSQL setting.`)
    return `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
  })
  const head = '# Written anew by each start. To change a setting for good: alter system set …'
  await ownFile(folder, join(folder.data, 'postgresql.conf'), [head, ...lines, ''].join('\n'))
}

/**
 * Durability stays on: nothing here touches fsync or synchronous_commit. The log leaves out failed
 * statements and their values, which may be personal; whoever sent one is told.
 */
function standard(): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    max_connections: '200',
    shared_buffers: `${sharedMegabytes()}MB`,
    wal_compression: 'off',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    // A file a weekday, overwritten a week later.
    logging_collector: 'on',
    log_directory: '../log',
    log_filename: 'postgres-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
  }
}

/** 256 MB, or an eighth of a machine (or container) of less than 2 GB. */
function sharedMegabytes(): number {
  const limit = process.constrainedMemory()
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return Math.max(16, Math.min(256, Math.floor(bytes / 8 / 1024 / 1024)))
}

/** Replaces a file in one step, readable by the server's user alone. */
async function ownFile({ runner: { user } }: Folder, path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  await rm(fresh, { force: true })
  await writeFile(fresh, text, { mode: 0o600 })
  if (user) await chown(fresh, user.uid, user.gid)
  await rename(fresh, path)
}
