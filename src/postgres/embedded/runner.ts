import { execFile } from 'node:child_process'
import { chown, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'

const run = promisify(execFile)

/** A user of the machine, by number. */
export interface User {
  readonly uid: number
  readonly gid: number
}

/** How PostgreSQL's programs are started on this machine: as whom, and through what. */
export interface Runner {
  /** Who the server's files must belong to; undefined: whoever we are. */
  readonly user: User | undefined
  /** PostgreSQL's major version, such as 18. */
  readonly major: number
  command(file: string, args: readonly string[]): Command
}

export interface Command {
  readonly file: string
  readonly args: string[]
  readonly options: { cwd: string; uid?: number; gid?: number; env: Record<string, string> }
}

/**
 * Decides who runs the server of `dir`, and makes `dir` theirs.
 *
 * PostgreSQL refuses to run as root. There it runs as the folder's owner, else as the user
 * `postgres`, else as `nobody`. When that user cannot reach the folder or the programs (a checkout
 * under /root), it keeps root's right to open any file and nothing else of root's (`setpriv`).
 */
export async function chooseRunner(dir: string, data: string, at: Binaries): Promise<Runner> {
  if (process.getuid?.() !== 0) {
    const plain = runnerOf(undefined, [], dir)
    const { file, args, options } = plain(at.initdb, ['--show', `--pgdata=${dir}`])
    const { stderr } = await run(file, args, options).catch((cause: unknown) => {
      throw new Error(`The built-in PostgreSQL does not run here; set DATABASE_URL. ${cause}`)
    })
    return { user: undefined, major: majorOf(stderr), command: plain }
  }
  const user = await ownerFor(dir, data)
  let refusal = ''
  for (const through of [[], withFileAccess(user)]) {
    const command = runnerOf(user, through, dir)
    const probe = command('/bin/sh', ['-c', reach, 'sh', dir, at.initdb])
    try {
      const { stderr } = await run(probe.file, probe.args, probe.options)
      return { user, major: majorOf(stderr), command }
    } catch (error) {
      refusal ||= (error as { code?: unknown }).code === 3 ? `enter ${dir}` : `run ${at.initdb}`
    }
  }
  throw new Error(
    `PostgreSQL does not run as root, and user ${user.uid} may not ${refusal}. Set JARI_DATA_DIR ` +
      'to a folder every user can enter (such as /var/lib/jari), move the checkout out of a ' +
      'private folder (such as /root), or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** `initdb --show` changes nothing, and finds all that the server needs, as it will itself. */
const reach = 'cd "$1" || exit 3; exec "$2" --show --pgdata="$1"'

const majorOf = (shown: string) => Number(/^VERSION=(\d+)/m.exec(shown)?.[1])

/**
 * Commands get no more of our environment than they need: keys and addresses stay with us.
 * Root's commands become `user` by themselves, or by `through` when that names a program.
 */
function runnerOf(user: User | undefined, through: readonly string[], cwd: string) {
  const env: Record<string, string> = { LC_ALL: 'C' }
  for (const name of ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  const direct = user && through.length === 0 ? { uid: user.uid | 0, gid: user.gid | 0 } : {}
  return (file: string, args: readonly string[]): Command => {
    const [first = file, ...rest] = [...through, file, ...args]
    return { file: first, args: rest, options: { cwd, env, ...direct } }
  }
}

/** `no_setuid_fixup` makes access(2), by which PostgreSQL finds its own files, see the right too. */
const withFileAccess = ({ uid, gid }: User) => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
  '--bounding-set=-all,+dac_override',
  '--securebits=+no_setuid_fixup',
]

async function ownerFor(dir: string, data: string): Promise<User> {
  const [ofData, ofDir] = await Promise.all([ownerOf(data), ownerOf(dir)])
  const user = [ofData, ofDir].find((owner) => owner && owner.uid !== 0) ?? (await serverUser())
  if (ofDir?.uid !== user.uid) await chown(dir, user.uid, user.gid)
  if (ofData && ofData.uid !== user.uid) await giveAll(data, user)
  return user
}

const ownerOf = (path: string): Promise<User | undefined> => stat(path).catch(() => undefined)

async function giveAll(folder: string, { uid, gid }: User): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid)
  }
  await chown(folder, uid, gid)
}

/** Who a server of root's runs as: `postgres` if there is such a user, else `nobody`. */
async function serverUser(): Promise<User> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
  }
  return { uid: 65_534, gid: 65_534 }
}
