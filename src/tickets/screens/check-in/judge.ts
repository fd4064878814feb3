import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as tickets from '../../contract.ts'

export type CheckInList = AnswerOf<typeof tickets.getCheckInList>
export type Listed = CheckInList['data'][number]
export type Scan = Listed['scans'][number]

export type Verdict =
  | { readonly kind: 'welcome'; readonly ticket: Listed }
  /** `at` and `device` of the first scan. */
  | { readonly kind: 'twice'; readonly ticket: Listed; readonly first: Scan }
  /** Not ours, of another date, or no longer valid. */
  | { readonly kind: 'forged' | 'elsewhere' | 'unlisted' | 'unknown' | 'unreadable' }
  /** Valid, but its occasion is far: the same ticket again is let in. */
  | { readonly kind: 'early'; readonly ticket: Listed; readonly serial: string }

interface Facts {
  /** By serial. */
  readonly listed: ReadonlyMap<string, Listed>
  readonly occasionId: string
  /** Undefined: a serial was typed, or the browser cannot verify. */
  readonly isOurs: boolean | undefined
  /** Of the scanned code; undefined: a serial was typed. */
  readonly codeOf: string | undefined
  readonly isEarly: boolean
}

/** Doors open so long before the start. */
const ENTRY_MS = 3 * 60 * 60_000

/** Whether nobody is let in yet, by the server's clock. */
export const isEarlyAt = ({ startsAt }: Pick<CheckInList, 'startsAt'>, now: number): boolean =>
  now < Date.parse(startsAt) - ENTRY_MS

/** What the door is told about a ticket. In order: forged, elsewhere, unlisted or unknown, twice, early. */
export function judge(serial: string, facts: Facts): Verdict {
  const { listed, occasionId, isOurs, codeOf, isEarly } = facts
  if (isOurs === false) return { kind: 'forged' }
  if (codeOf !== undefined && codeOf !== occasionId) return { kind: 'elsewhere' }
  const ticket = listed.get(serial)
  // A typed number may be mistyped; a code that we signed was a ticket once.
  if (!ticket) return { kind: codeOf === undefined ? 'unknown' : 'unlisted' }
  const [first] = ticket.scans.toSorted((one, other) => (one.at < other.at ? -1 : 1))
  if (first) return { kind: 'twice', ticket, first }
  return isEarly ? { kind: 'early', ticket, serial } : { kind: 'welcome', ticket }
}

/** What this device has scanned. */
export interface OwnScan {
  readonly serial: string
  readonly at: string
  /** Under which name of the device the server has it; undefined: not sent yet. */
  readonly sentAs?: string
}

/** The list as the server knows it, with what this device has scanned. */
export function listedOf(
  { data }: Pick<CheckInList, 'data'>,
  own: readonly OwnScan[],
  device: string,
): ReadonlyMap<string, Listed> {
  const listed = new Map(data.map((ticket) => [ticket.serial, ticket]))
  for (const { serial, at, sentAs = device } of own) {
    const ticket = listed.get(serial)
    const isKnown = ticket?.scans.some((scan) => scan.device === sentAs && scan.at === at)
    if (ticket && !isKnown)
      listed.set(serial, { ...ticket, scans: [...ticket.scans, { device: sentAs, at }] })
  }
  return listed
}
