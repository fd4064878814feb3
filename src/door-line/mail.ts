import { readContact } from '../accounts/guests/operations.ts'
import { findAccount } from '../accounts/queries.ts'
import { mailAddressOf } from '../accounts/rules.ts'
import type { DoorMails } from '../bookings/mails/door-mails.ts'
import type { Engine } from '../engine.ts'
import { oneLine } from '../kernel/calendar.ts'
import type { Id } from '../kernel/id.ts'
import { wallTime } from '../kernel/time.ts'
import type { MailContent } from '../mail/content.ts'
import { type OwnRow, readOfMail } from './queries.ts'
import { standing } from './rules.ts'

/**
 * Tells a party that it was called, by mail where its address is known and on its phone where it gave a number.
 * Nothing once the call is over.
 *
 * @param page the path of the page of the store’s line, where the ticket is shown
 */
export const callMails = (page: (storeId: Id<'Store'>) => string): DoorMails => ({
  async write(engine, { storeId, mailId }) {
    const ticket = await readOfMail(engine.cell(storeId), storeId, mailId)
    if (!ticket || standing(ticket, ticket.now).state !== 'called' || !ticket.callUntil)
      return undefined
    const phone = ticket.phone ? engine.keyRing.open(ticket.phone) : undefined
    const to = await addressOf(engine, ticket.holderId)
    return contentOf(ticket, {
      link: `${engine.publicUrl}${page(storeId)}`,
      until: wallTime(ticket.callUntil, ticket.timeZone),
      phone,
      to,
    })
  },
})

/** Of a guest the one that they gave, if they gave any; of others one that they verified. */
async function addressOf(engine: Engine, holderId: Id<'Account'> | null) {
  const account = holderId && (await findAccount(engine.house, holderId))
  if (!account) return undefined
  return account.isGuest ? (await readContact(engine, account.id))?.email : mailAddressOf(account)
}

interface Words {
  readonly link: string
  readonly until: string
  readonly phone: string | undefined
  readonly to: string | null | undefined
}

function contentOf(
  { storeName, number, party }: OwnRow,
  { link, until, phone, to }: Words,
): MailContent {
  const store = oneLine(storeName)
  return {
    subject: `[자리] ${store} 입장 안내 · You are called (${number})`,
    text: `기다리신 순서가 되었습니다. 매장 입구로 와 주시기 바랍니다.

매장: ${store}
대기 번호: ${number}번
인원: ${party}명
입장 기한: ${until}

대기 내역 보기: ${link}
기한까지 오지 않으시면 다음 순서의 분께 먼저 안내됩니다.


It is your turn. Please come to the entrance.

Place: ${store}
Number: ${number}
Party: ${party}
Come in by: ${until}

Your ticket: ${link}
If you have not come by then, the next in line goes first.
`,
    ...(to && { to }),
    ...(phone && {
      phone: {
        ...{ template: 'ready' as const, link, to: phone },
        facts: { store, what: `대기 번호 ${number}번 · ${party}명`, until },
      },
    }),
  }
}
