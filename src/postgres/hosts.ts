import pg from 'pg'
import { CONNECT_MS } from './bounds.ts'

export interface Host {
  readonly url: string
  readonly host: string
  readonly port: number
}

const EXAMPLE = 'postgres://user:password@host:5432/database'
const SHAPE = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/
const PORT = 5432

/**
 * The hosts of an address as libpq writes it, `postgres://…@one:5432,two:5433/database`: one, or the
 * primary and its standbys in any order.
 *
 * @throws an error whose message has no part of the address, which may hold a password
 */
export function hostsOf(url: string): readonly [Host, ...Host[]] {
  const [, before, hosts, after = ''] = SHAPE.exec(url) ?? []
  if (before === undefined || hosts === undefined) throw new Error(`must look like ${EXAMPLE}`)
  const query = new URLSearchParams(after.split('?')[1])
  const target = query.get('target_session_attrs')
  if (target && !['read-write', 'primary'].includes(target))
    throw new Error('must lead to a primary: target_session_attrs may only be read-write')
  if (`${query.get('host')}${query.get('port')}`.includes(','))
    throw new Error('must name its hosts before the database: postgres://one,two/database')
  const [first, ...others] = hosts.split(',').map((each) => hostOf(each, before, after))
  if (!first) throw new Error(`must look like ${EXAMPLE}`)
  return [first, ...others]
}

function hostOf(text: string, before: string, after: string): Host {
  const [, name = '', port = `${PORT}`] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [text]
  const isFine = URL.canParse(`http://${text || 'socket'}`) && Number(port) <= 65_535
  if (!isFine) throw new Error(`must look like ${EXAMPLE}`)
  return { url: `${before}${text}${after}`, host: name.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** Finds the one of several hosts that takes writes, and keeps it until it is doubted. */
export class Primary {
  readonly hosts: readonly [Host, ...Host[]]
  #found: Promise<Host> | undefined

  constructor(url: string) {
    this.hosts = hostsOf(url)
  }

  /** Then there is nothing to find. */
  get isAlone(): boolean {
    return this.hosts.length === 1
  }

  find(): Promise<Host> {
    if (this.#found) return this.#found
    const search = searched(this.hosts)
    this.#found = search
    search.catch(() => this.doubt(search))
    return search
  }

  /** The next connection searches again. */
  doubt(search = this.#found): void {
    if (this.#found === search) this.#found = undefined
  }
}

/** Asks all hosts at once: one that is gone without a word costs nothing. */
async function searched(hosts: readonly Host[]): Promise<Host> {
  try {
    return await Promise.any(hosts.map(asPrimary))
  } catch (error) {
    const [first] = (error as AggregateError).errors
    throw first
  }
}

async function asPrimary(host: Host): Promise<Host> {
  const client = new pg.Client({
    connectionString: host.url,
    application_name: 'jari find',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await refuseStandby(client)
    return host
  } finally {
    void client.end().catch(() => {})
  }
}

async function refuseStandby(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
  // As if nobody answered: the host may be promoted in a moment.
  if (rows[0]?.standby)
    throw Object.assign(new Error('no host of DATABASE_URL is a primary'), { code: 'ECONNREFUSED' })
}

/** Connects to the primary of the hosts, wherever it is by then; to a single host as `pg` does. */
export function clientTo(primary: Primary): typeof pg.Client {
  if (primary.isAlone) return pg.Client
  return class extends pg.Client {
    override connect(): Promise<this>
    override connect(callback: (error: Error | null) => void): void
    override connect(callback?: (error: Error | null) => void): Promise<this> | undefined {
      const connecting = this.#open()
      if (!callback) return connecting
      connecting.then(
        () => callback(null),
        (error) => callback(error),
      )
      return undefined
    }

    async #open(): Promise<this> {
      const { host, port } = await primary.find()
      Object.assign(this, { host, port })
      try {
        await super.connect()
        await refuseStandby(this)
        return this
      } catch (error) {
        primary.doubt()
        void this.end().catch(() => {})
        throw error
      }
    }
  } as typeof pg.Client
}
