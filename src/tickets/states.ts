import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import { stateFor, type TicketLine } from './rules.ts'
import { listScans } from './scan-queries.ts'
import { type Secret, serialOf } from './signing.ts'

/** Serials of tickets that were scanned. */
export async function scannedOf(
  engine: Secret,
  on: Queryable,
  lines: readonly TicketLine[],
): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set()
  const tickets = lines.map((line) => ({ ...line, serial: serialOf(engine, line) }))
  return new Set((await listScans(on, tickets)).map(({ serial }) => serial))
}

/** What tickets of one cell are to somebody who may see them. */
export async function statesOf<Line extends TicketLine>(
  engine: Secret,
  on: Queryable,
  lines: readonly Line[],
  viewerId: Id<'Account'>,
) {
  const scanned = await scannedOf(engine, on, lines)
  return lines.map((line) => {
    const serial = serialOf(engine, line)
    return { line, serial, state: stateFor(line, viewerId, scanned.has(serial)) }
  })
}
