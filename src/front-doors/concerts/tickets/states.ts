import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { listScans } from './queries.ts'
import { stateFor, type TicketLine } from './rules.ts'
import { serialOf } from './signing.ts'

/** What tickets of one concert are to somebody who may see them. */
export async function statesOf(
  engine: Engine,
  on: Queryable,
  lines: readonly TicketLine[],
  viewerId: Id<'Account'>,
) {
  const [first] = lines
  if (!first) return []
  const serials = lines.map((line) => serialOf(engine, line))
  const performanceIds = [...new Set(lines.map(({ performanceId }) => performanceId))]
  const scans = await listScans(on, first.storeId, performanceIds, serials)
  const scanned = new Set(scans.map(({ serial }) => serial))
  return lines.map((line, at) => {
    const serial = serials[at] ?? ''
    return { line, serial, state: stateFor(line, viewerId, scanned.has(serial)) }
  })
}
