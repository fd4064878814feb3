import type { Engine } from '../../engine.ts'
import { oneLine } from '../../kernel/calendar.ts'
import { withParticle } from '../../kernel/particle.ts'
import type { MailContent } from '../../mail/content.ts'
import { wasSent } from '../../mail/queries.ts'
import { readOrders } from '../../orders/queries.ts'
import { isAlive } from '../../orders/rules.ts'
import { readTerms } from '../../policies/queries.ts'
import { readNow } from '../../postgres/now.ts'
import { type PartyChange, readPartyChange } from '../changes/queries.ts'
import { readMove } from '../moves/queries.ts'
import { answerUrl } from '../moves/token.ts'
import { calendarEntries } from './calendar-entries.ts'
import { capitalized, english, type Facts, korean, longText, whenText } from './facts.ts'
import { instantWords, phoneWords } from './phone-words.ts'
import { englishWithPlace, koreanWithPlace } from './where.ts'

/**
 * Mails the buyer that the store proposes another time, that it takes the proposal back, or that the
 * booking was moved, or is for another number of people.
 */
export async function moveMail(
  engine: Engine,
  facts: Facts,
  kind: 'move-proposed' | 'move-withdrawn' | 'moved',
  moveId: string | null,
): Promise<MailContent | undefined> {
  const { order } = facts
  if (order.status !== 'paid') return undefined
  const cell = engine.cell(order.storeId)
  if (kind === 'moved') {
    const resized = moveId ? await readPartyChange(cell, order.storeId, moveId) : undefined
    return resized ? resizedMail(facts, resized) : moved(facts)
  }
  if (kind === 'move-withdrawn') {
    const proposal = { orderId: order.id, kind: 'move-proposed', aboutId: moveId } as const
    return (await wasSent(cell, order.storeId, proposal)) ? withdrawn(facts) : undefined
  }
  const move = moveId ? await readMove(cell, order.storeId, moveId) : undefined
  const [hold] = move ? await readOrders(cell, order.storeId, [move.holdId]) : []
  const { now } = await readNow(cell)
  if (move?.state !== 'proposed' || !hold || !isAlive(hold, now)) return undefined
  const { startsAt } = await readTerms(cell, hold)
  if (!startsAt) return undefined
  return proposed(facts, {
    ...{ startsAt, expiresAt: hold.expiresAt },
    message: oneLine(move.message),
    answerAt: answerUrl(engine, move),
  })
}

interface Proposal {
  readonly startsAt: Date
  readonly expiresAt: Date
  readonly message: string
  readonly answerAt: string
}

function proposed(facts: Facts, { startsAt, expiresAt, message, answerAt }: Proposal): MailContent {
  const { words, name, store } = facts
  const { noun } = facts.ordered
  return {
    subject: `${noun.ko} 시간 변경 제안: ${store} ${whenText(facts, 'ko')} (New time proposed)`,
    text: `${name} 님, ${words.byStore.ko} ${noun.ko} 시간 변경을 제안했습니다.
${message ? `전하는 말: ${message}\n` : ''}
${korean(facts)}

바꿀 시간: ${longText(startsAt, facts, 'ko', ' ')}
가격은 그대로입니다. 답을 주실 때까지 원래 시간과 바꿀 시간의 자리를 모두 맡아 둡니다.

수락하거나 거절하기: ${answerAt}
${longText(expiresAt, facts, 'ko', ' ')}까지 답이 없으면 ${withParticle(noun.ko, ['은', '는'])} 원래 시간 그대로입니다.


Hello ${name}, ${words.byStore.en.toLowerCase()} proposes another time for your ${noun.en}.
${message ? `They write: ${message}\n` : ''}
${english(facts)}

New time: ${longText(startsAt, facts, 'en', ', ')}
The price stays the same. Both times are kept for you until you answer.

Accept or decline: ${answerAt}
Without an answer by ${longText(expiresAt, facts, 'en', ', ')} your ${noun.en} stays at its time.
`,
    phone: {
      ...phoneWords(facts, 'change-proposed', {
        when: instantWords(startsAt, facts),
        until: instantWords(expiresAt, facts),
      }),
      link: answerAt,
    },
  }
}

function withdrawn(facts: Facts): MailContent {
  const { words, name, store, link } = facts
  const { noun } = facts.ordered
  return {
    subject: `${noun.ko} 시간 변경 제안 취소: ${store} ${whenText(facts, 'ko')} (Proposal withdrawn)`,
    text: `${name} 님, ${words.byStore.ko} ${noun.ko} 시간 변경 제안을 취소했습니다. ${withParticle(noun.ko, ['은', '는'])} 원래 시간 그대로입니다.

${korean(facts)}

${noun.ko} 확인 및 취소: ${link}


Hello ${name}, ${words.byStore.en.toLowerCase()} no longer proposes another time. Your ${noun.en} stays as it is.

${english(facts)}

See or cancel it: ${link}
`,
  }
}

function moved(facts: Facts): MailContent {
  const { name, store, link } = facts
  const { noun } = facts.ordered
  return {
    subject: `${noun.ko} 시간 변경: ${store} ${whenText(facts, 'ko')} (${capitalized(noun.en)} moved)`,
    text: `${name} 님, ${noun.ko} 시간이 바뀌었습니다.

${koreanWithPlace(facts)}

${noun.ko} 확인 및 취소: ${link}


Hello ${name}, your ${noun.en} has a new time.

${englishWithPlace(facts)}

See or cancel it: ${link}
`,
    calendar: { method: 'REQUEST', entries: calendarEntries(facts) },
    phone: phoneWords(facts, 'changed'),
  }
}

function resizedMail(
  facts: Facts,
  { fromUnits, toUnits }: Pick<PartyChange, 'fromUnits' | 'toUnits'>,
): MailContent {
  const { name, store, link } = facts
  const { noun } = facts.ordered
  return {
    ...moved(facts),
    subject: `${noun.ko} 변경: ${store} ${whenText(facts, 'ko')} (${capitalized(noun.en)} changed)`,
    text: `${name} 님, ${noun.ko} 내용이 바뀌었습니다.

인원: ${fromUnits}명 → ${toUnits}명

${koreanWithPlace(facts)}

${noun.ko} 확인 및 취소: ${link}


Hello ${name}, your ${noun.en} has changed.

Party size: ${fromUnits} → ${toUnits}

${englishWithPlace(facts)}

See or cancel it: ${link}
`,
  }
}
