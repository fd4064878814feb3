import { findAccount } from '../accounts/queries.ts'
import { mailAddressOf } from '../accounts/rules.ts'
import type { Confirmation, OfferMailAsk, TicketMails } from '../bookings/mails/ticket-mails.ts'
import type { Engine } from '../engine.ts'
import { oneLine } from '../kernel/calendar.ts'
import { Problem } from '../kernel/problem.ts'
import type { MailContent } from '../mail/content.ts'
import type { Order } from '../orders/rules.ts'
import { describe } from './doors.ts'
import { readOffer } from './offer-queries.ts'
import { printTickets, whenText } from './printed.ts'
import { listOfOrder } from './queries.ts'
import { openAddress } from './signing.ts'

/** Mails about tickets: with those of a booking, and when one is handed to somebody else. */
export const ticketMails: TicketMails = { confirm, offer }

/** A link to the tickets, and the tickets themselves to print. */
async function confirm(engine: Engine, { id, buyerId }: Order): Promise<Confirmation> {
  const address = `${engine.publicUrl}/tickets?booking=${id}`
  const line = { ko: `티켓: ${address}`, en: `Your tickets: ${address}` }
  if (!buyerId) return { line, attachments: [] }
  const ask = { bookingId: id, callerId: buyerId, language: 'ko' } as const
  try {
    const content = await printTickets(engine, ask)
    const file = { filename: 'tickets.pdf', contentType: 'application/pdf', content }
    return { line, attachments: [file] }
  } catch (error) {
    if (error instanceof Problem) return { line, attachments: [] } // used or handed on by now
    throw error
  }
}

/** To whom a ticket is offered, or who offers it. Nobody's name is told to the other. */
async function offer(
  engine: Engine,
  { kind, order: { storeId, id: orderId }, offerId }: OfferMailAsk,
): Promise<MailContent | undefined> {
  const cell = engine.cell(storeId)
  const [found, lines] = await Promise.all([
    readOffer(cell, storeId, offerId),
    listOfOrder(cell, engine.doors, { storeId, orderId }),
  ])
  const offered = lines.filter(({ placeId }) => placeId === found?.placeId)
  const [line] = await describe(cell, engine.doors, offered)
  const isOver = kind === 'place-offer-ended'
  if (!found?.sealed || !line) return undefined
  if (found.state !== (isOver ? 'withdrawn' : 'offered') || (!isOver && !line.isSold))
    return undefined
  const { email, secret } = openAddress(engine, found.sealed)
  const name = oneLine(line.storeName)
  const of = (language: 'ko' | 'en') =>
    `${name}\n${whenText(line.startsAt, line.timeZone, language)}\n${oneLine(line.seat.text[language])}`
  if (kind === 'place-offer-sent') {
    const giver = found.fromId && (await findAccount(engine.house, found.fromId))
    const to = giver && mailAddressOf(giver)
    if (!to) return undefined
    return {
      to,
      ...sentMail(of, email, `${engine.publicUrl}/tickets`),
    }
  }
  if (isOver) return { to: email, ...endedMail(of) }
  // Behind the #, which browsers do not send: no log has it.
  return {
    to: email,
    ...offeredMail(of, email, `${engine.publicUrl}/ticket-offers#${secret}`),
  }
}

type Of = (language: 'ko' | 'en') => string

const offeredMail = (of: Of, email: string, address: string): MailContent => ({
  subject: '티켓 선물이 도착했습니다 (A ticket for you)',
  text: `티켓을 선물 받았습니다.

${of('ko')}

받기: ${address}
${email} 계정으로 로그인하면 받을 수 있습니다. 이 링크를 다른 사람에게 보내지 마세요.


Somebody gives you a ticket.

${of('en')}

Accept it: ${address}
Sign in with ${email} to accept. Please do not pass this link on.
`,
})

const sentMail = (of: Of, email: string, address: string): MailContent => ({
  subject: '티켓 선물을 보냈습니다 (Ticket offered)',
  text: `${email}에게 티켓 선물을 보냈습니다. 상대방이 받기 전까지는 취소할 수 있습니다.

${of('ko')}

티켓 보기: ${address}


You have offered a ticket to ${email}. Until it is accepted you can take it back.

${of('en')}

Your tickets: ${address}
`,
})

const endedMail = (of: Of): MailContent => ({
  subject: '티켓 선물이 취소되었습니다 (Ticket taken back)',
  text: `보낸 분이 티켓 선물을 취소했습니다. 받은 링크는 더 이상 쓸 수 없습니다.

${of('ko')}


The ticket that was offered to you was taken back. The link no longer works.

${of('en')}
`,
})
