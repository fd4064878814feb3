import type { Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { startSandbox } from './sandbox/server.ts'

/**
 * The gateways when no keys are set: a sandbox that already runs, or one started here. It is called
 * over HTTP like any gateway; its clock follows ours.
 */
export async function attachSandbox(
  { port, url: given }: { readonly port: number; readonly url: string | undefined },
  folder: string,
  productPort: number,
) {
  const merchant = `http://127.0.0.1:${productPort}`
  const running = given ?? `http://127.0.0.1:${port}`
  const answer = await fetch(new URL('/clock', running)).catch(() => undefined)
  const started = answer?.ok ? undefined : await startSandbox({ port, folder, merchant })
  const url = started?.url ?? running
  if (!started) await post(url, '/webhooks/target', { url: merchant })
  const advance = async (aheadMs: number) => post(url, '/clock', { aheadMs })
  return {
    url,
    advance,
    /** Advances the sandbox as far as our own test clock. */
    async copyClock(database: Database) {
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
