import { removeOldUnverified } from '../accounts/address/unverified.ts'
import { forgetOldApiKeys } from '../accounts/api-keys/operations.ts'
import { finishJoins, removeOldGuests } from '../accounts/guests/join.ts'
import { eraseLate } from '../accounts/leaving.ts'
import { forgetEndedSessions } from '../accounts/operations.ts'
import { forgetOldCodes } from '../accounts/phone/verify.ts'
import { forgetEndedArrivals } from '../accounts/providers/arrived.ts'
import { mailWriter } from '../bookings/mails/booking-mail.ts'
import { expireProposals } from '../bookings/moves/expire.ts'
import { settleNoShows } from '../bookings/no-shows/settle.ts'
import { remindGuests } from '../bookings/reminders/remind.ts'
import { eraseOldBookers } from '../bookings/retention.ts'
import { stockOf } from '../bookings/stock.ts'
import { offerVacancies } from '../bookings/waitlist/offer.ts'
import { removeOldEntries } from '../bookings/waitlist/retention.ts'
import { consumers } from '../consumers.ts'
import { removeOldTickets } from '../door-line/retention.ts'
import type { Engine } from '../engine.ts'
import { forgetOldEvents } from '../events/start.ts'
import { frontDoors } from '../front-doors/index.ts'
import { forgetOldKeys } from '../http/idempotency.ts'
import { joining } from '../joining.ts'
import { leavingOf } from '../leaving.ts'
import { sweepLimits } from '../limits/settings.ts'
import { forgetAccountMails, sendAccountMails } from '../mail/account-mails.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { MailOutcome } from '../mail/rules.ts'
import { sendMails } from '../mail/send.ts'
import { sendTexts } from '../mail/texts.ts'
import { expireOrders } from '../orders/expire.ts'
import { compareBooks } from '../payments/compare.ts'
import { reconcileAt } from '../payments/reconcile.ts'
import { refundOwed } from '../payments/refund-owed.ts'
import { fetchSettlements } from '../payments/settlements/fetch.ts'
import { removeOldWebhooks } from '../payments/webhook.ts'
import { sweepProofs } from '../proofs/settings.ts'
import { forgetOldEvents as forgetSecurityEvents } from '../security/record.ts'
import { removeOldActs } from '../stores/acts/operations.ts'
import { forgetOldBusinesses } from '../stores/business/retention.ts'
import { listStoresOfVerified } from '../stores/listing.ts'
import { forgetOldTextCounts } from '../stores/notices/texts.ts'
import { writeMissingWords } from '../stores/profile/words.ts'
import { forgetInvited } from '../stores/staff/leaving.ts'
import { ticketMails } from '../tickets/mails.ts'
import { forgetAddresses } from '../tickets/offers.ts'
import { tickRooms } from '../waiting-room/tick.ts'
import type { Job } from './job.ts'
import { type JobLoop, runJobs } from './loop.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Writes mails with tickets, and those of front doors. */
export const writeMail = mailWriter(
  ticketMails,
  new Map(frontDoors.flatMap(({ name, mails }) => (mails ? [[name, mails]] : []))),
)

export interface JobsAsk {
  failed(job: string, error: Error): void
  /** Without one mail is off: what waits to be sent is marked as skipped. */
  readonly mailer?: Mailer
  /** Told of each mail that has come to an end. */
  readonly mailEnded?: (outcome: MailOutcome) => void
  /** With it, events are kept until NATS has them. */
  readonly natsUrl?: string | undefined
  /** Runs what plays other people. */
  readonly isSandbox?: boolean
}

/** Starts every job of the core and of the front doors in this process. */
export const startJobs = (engine: Engine, ask: JobsAsk): JobLoop =>
  runJobs(engine, jobsOf(engine, ask), ask)

export const jobsOf = (
  engine: Engine,
  { mailer, mailEnded, natsUrl, isSandbox = false }: JobsAsk,
): readonly Job[] => [
  {
    name: 'admit from waiting rooms',
    restMs: SECOND,
    run: () => tickRooms(engine, stockOf(engine)),
  },
  { name: 'expire orders', restMs: SECOND, run: expireOrders },
  ...[...engine.gateways.keys()].map((gateway) => ({
    name: `reconcile payments at ${gateway}`,
    restMs: SECOND,
    run: () => reconcileAt(engine, gateway),
  })),
  { name: 'refund wallets of deleted accounts', restMs: SECOND, run: refundOwed },
  { name: 'compare payments with gateways', restMs: MINUTE, run: compareBooks },
  { name: 'read what gateways settled', restMs: 10 * MINUTE, run: fetchSettlements },
  {
    name: 'send mails',
    restMs: SECOND,
    run: (_, stopping) =>
      sendMails(engine, { mailer, write: writeMail, ended: mailEnded }, stopping),
  },
  {
    name: 'send messages to phones',
    restMs: SECOND,
    run: (_, stopping) => sendTexts(engine, { write: writeMail }, stopping),
  },
  { name: 'delete old counts of messages', restMs: 60 * MINUTE, run: forgetOldTextCounts },
  { name: 'expire proposals', restMs: 10 * SECOND, run: expireProposals },
  { name: 'offer what the waitlist waits for', restMs: SECOND, run: offerVacancies },
  { name: 'remove old waitlist entries', restMs: 60 * MINUTE, run: removeOldEntries },
  { name: 'remove old tickets of lines', restMs: 60 * MINUTE, run: removeOldTickets },
  { name: 'remind guests', restMs: 20 * SECOND, run: remindGuests },
  { name: 'settle no-shows', restMs: 10 * SECOND, run: settleNoShows },
  { name: 'forget who was invited to staff', restMs: 60 * MINUTE, run: forgetInvited },
  {
    name: 'send mails about accounts',
    restMs: SECOND,
    run: (_, stopping) => sendAccountMails(engine, { mailer, ended: mailEnded }, stopping),
  },
  { name: 'list stores of verified owners', restMs: MINUTE, run: listStoresOfVerified },
  { name: 'index stores for searches', restMs: MINUTE, run: writeMissingWords },
  {
    name: 'remove old unverified accounts',
    restMs: 60 * MINUTE,
    run: () => removeOldUnverified(engine, joining, leavingOf(engine)),
  },
  { name: 'delete old phone codes', restMs: MINUTE, run: forgetOldCodes },
  { name: 'delete ended account mails', restMs: 10 * MINUTE, run: forgetAccountMails },
  { name: 'forget to whom tickets were offered', restMs: 60 * MINUTE, run: forgetAddresses },
  ...frontDoors.flatMap(({ jobs = [] }) => jobs),
  ...frontDoors.flatMap(({ sandboxJobs = [] }) => (isSandbox ? sandboxJobs : [])),
  {
    name: 'erase late writes of deleted accounts',
    restMs: MINUTE,
    run: () => eraseLate(engine, leavingOf(engine)),
  },
  {
    name: 'finish joins of guests',
    restMs: 10 * SECOND,
    run: () => finishJoins(engine, joining, leavingOf(engine)),
  },
  {
    name: 'remove old guests',
    restMs: 60 * MINUTE,
    run: () => removeOldGuests(engine, joining, leavingOf(engine)),
  },
  { name: 'delete old idempotency keys', restMs: MINUTE, run: () => forgetOldKeys(engine) },
  {
    name: 'delete old events',
    restMs: MINUTE,
    run: () => forgetOldEvents(engine, { consumers, natsUrl }),
  },
  { name: 'delete old webhooks', restMs: MINUTE, run: () => removeOldWebhooks(engine) },
  { name: 'delete old arrivals', restMs: 10 * MINUTE, run: forgetEndedArrivals },
  { name: 'delete expired sessions', restMs: 10 * MINUTE, run: () => forgetEndedSessions(engine) },
  { name: 'delete old store acts', restMs: 60 * MINUTE, run: removeOldActs },
  { name: 'forget old businesses', restMs: 60 * MINUTE, run: forgetOldBusinesses },
  {
    name: 'delete old security events',
    restMs: 60 * MINUTE,
    run: forgetSecurityEvents,
  },
  { name: 'sweep limits', restMs: 10 * MINUTE, run: sweepLimits },
  { name: 'erase old bookers', restMs: 60 * MINUTE, run: eraseOldBookers },
  { name: 'sweep proofs', restMs: 10 * MINUTE, run: sweepProofs },
  { name: 'delete old API keys', restMs: 10 * MINUTE, run: () => forgetOldApiKeys(engine) },
]
