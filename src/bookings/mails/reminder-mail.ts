import type { Engine } from '../../engine.ts'
import type { MailContent } from '../../mail/content.ts'
import { readNow } from '../../postgres/now.ts'
import { type Reminder, readReminder } from '../reminders/queries.ts'
import { type Facts, leftOf, longText, subjectOf } from './facts.ts'
import { phoneWords } from './phone-words.ts'
import { englishWithPlace, koreanWithPlace } from './where.ts'

/** Reminds the buyer of one start of a booking. Undefined when it was moved or canceled, or has begun. */
export async function reminderMail(
  engine: Engine,
  facts: Facts,
  reminderId: string | null,
): Promise<MailContent | undefined> {
  const { order } = facts
  if (order.status !== 'paid' || !reminderId) return undefined
  const cell = engine.cell(order.storeId)
  const [reminder, { now }] = await Promise.all([
    readReminder(cell, order.storeId, reminderId),
    readNow(cell),
  ])
  if (!reminder || reminder.startsAt <= now) return undefined
  const lines = leftOf(facts).filter(
    ({ startsAt, quantity }) => quantity > 0 && startsAt?.getTime() === reminder.startsAt.getTime(),
  )
  return lines.length > 0 ? reminded({ ...facts, lines }, reminder) : undefined
}

function reminded(facts: Facts, { startsAt, ahead }: Reminder): MailContent {
  const { name, link } = facts
  const { noun } = facts.ordered
  return {
    subject: subjectOf(facts, `${noun.ko} 알림`, `${noun.en} reminder`),
    text: `${name} 님, ${longText(startsAt, facts, 'ko', ' ')}에 ${noun.ko}하신 일정이 있습니다.

${koreanWithPlace(facts)}

${noun.ko} 확인 및 취소: ${link}


Hello ${name}, this is a reminder of your ${noun.en} on ${longText(startsAt, facts, 'en', ', ')}.

${englishWithPlace(facts)}

See or cancel it: ${link}
`,
    phone: phoneWords(facts, ahead === 'day' ? 'reminder-day' : 'reminder-hours'),
  }
}
