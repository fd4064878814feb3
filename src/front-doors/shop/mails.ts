import type { DoorMails } from '../../bookings/mails/door-mails.ts'
import { writeOrderMail } from './parcels/mails/write.ts'
import { writeStockMail } from './products/mails.ts'

/** The nouns whose mails these are; each knows its own. */
const writers: readonly DoorMails['write'][] = [writeStockMail, writeOrderMail]

/** Mails of a shop that are about no order. */
export const mails: DoorMails = {
  async write(engine, ask) {
    const written = await Promise.all(writers.map((write) => write(engine, ask)))
    return written.find((mail) => mail !== undefined)
  },
}
