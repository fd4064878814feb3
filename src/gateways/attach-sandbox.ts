import type { Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { startSandbox } from './sandbox/server.ts'

/**
 * Connects to the sandbox gateways that already run, or starts them in this process. They are called
 * over HTTP like any gateway; their clock follows ours.
 */
export async function attachSandbox(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
  productPort: number,
) {
  const merchant = `http://127.0.0.1:${productPort}`
  const port = Number(environment.JARI_SANDBOX_PORT ?? 4790)
  const running = environment.JARI_SANDBOX_URL ?? `http://127.0.0.1:${port}`
  const there = await fetch(new URL('/clock', running)).catch(() => undefined)
  const started = there?.ok ? undefined : await startSandbox({ port, folder, merchant })
  const url = started?.url ?? running
  if (!started) await post(url, '/webhooks/target', { url: merchant })
  const advance = async (aheadMs: number) => post(url, '/clock', { aheadMs })
  return {
    url,
    advance,
    async follow(database: Database) {
      const { aheadMs } = await database.one<{ aheadMs: number }>(
        sql`select (extract(epoch from ahead) * 1000)::double precision as "aheadMs" from clock`,
      )
      if (aheadMs > 0) await advance(aheadMs)
    },
    close: async () => started?.close(),
  }
}

async function post(url: string, path: string, body: object): Promise<void> {
  await fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
