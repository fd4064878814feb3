import { instantOf, later, type WallTime, wallDate, wallTime } from '../kernel/time.ts'
import type { DueMail, MailKind } from './rules.ts'

/** Mails about an order whose words also go to a phone. */
export const phoneKinds: readonly MailKind[] = [
  'paid',
  'canceled',
  'refunded',
  'given-back',
  'move-proposed',
  'moved',
  'reminder',
  'offered',
]

/** A message that was not taken for so long is no news any more: the mail is there. */
export const TEXT_GIVE_UP_SECONDS = 6 * 60 * 60
/** How long after an answer was lost a text that the sender does not know may be sent again. */
export const SETTLED_SECONDS = 300

interface Quiet {
  readonly from: WallTime
  readonly until: WallTime
  readonly timeZone: string
}

/** Reminders do not wake people: by the clock of Korea, where the numbers are. */
const NIGHT: Quiet = { from: '21:00', until: '08:00', timeZone: 'Asia/Seoul' }

/**
 * Until when a message waits; undefined: it goes now. Only reminders wait for the morning: whoever has just booked,
 * canceled or been offered a place is awake or wants to know. News to a store wait for the end of its own quiet hours.
 */
export function heldUntil(kind: MailKind, now: Date, store: Quiet | null): Date | undefined {
  if (kind === 'reminder') return endOf(NIGHT, now)
  return kind === 'owner' && store ? endOf(store, now) : undefined
}

/** When quiet hours end that last at an instant. */
function endOf({ from, until, timeZone }: Quiet, now: Date): Date | undefined {
  const time = wallTime(now, timeZone)
  const isQuiet = from < until ? time >= from && time < until : time >= from || time < until
  if (!isQuiet) return undefined
  const today = wallDate(now, timeZone)
  const ends = instantOf(today, until, timeZone)
  return ends > now ? ends : instantOf(wallDate(later(now, DAY_SECONDS), timeZone), until, timeZone)
}

const DAY_SECONDS = 24 * 60 * 60

/** What is to be done with a message that was asked for before. */
export type Lost = 'sent' | 'again' | 'wait'

/**
 * A message whose answer was lost is sent again only when its sender has a whole list without it, and has had the
 * time to write it there.
 */
export function afterLookUp(
  found: 'sent' | 'absent' | 'unknown',
  askedAt: Date,
  { takenAt }: Pick<DueMail, 'takenAt'>,
): Lost {
  if (found === 'sent') return 'sent'
  return found === 'absent' && takenAt >= later(askedAt, SETTLED_SECONDS) ? 'again' : 'wait'
}
