import type { Engine } from '../../engine.ts'
import { oneLine } from '../../kernel/calendar.ts'
import type { Language } from '../../kernel/language.ts'
import type { MailContent, Notice, OwnerMailAsk } from '../../mail/content.ts'
import type { NoticeKind } from '../../mail/notice-rules.ts'
import * as orders from '../../orders/queries.ts'
import { readStore } from '../../stores/queries.ts'
import { deskLink } from '../desk-link.ts'
import type { Line } from '../door.ts'
import { doorOf, doorsOf } from '../doors.ts'
import { readBookings } from '../queries.ts'
import { describeAll } from '../read.ts'
import type { Said } from '../said.ts'
import { soldOutId, soldOutText } from '../sold-out/scope.ts'
import type { OrderWords } from '../words.ts'
import {
  type Facts,
  factsOf,
  leftOf,
  orderedAs,
  paidText,
  subjectOf,
  whatText,
  whenText,
} from './facts.ts'

/** `새 예약`, `New order`: in the words of what was bought. */
function titleOf(kind: NoticeKind, { noun, buyer }: OrderWords): Said {
  const by = { ko: `${buyer.ko}의 ${noun.ko}`, en: `by the ${buyer.en}` }
  const titles: Readonly<Record<NoticeKind, Said>> = {
    booked: { ko: `새 ${noun.ko}`, en: `New ${noun.en}` },
    canceled: { ko: `${by.ko} 취소`, en: `Canceled ${by.en}` },
    'partly-canceled': { ko: `${by.ko} 일부 취소`, en: `Partly canceled ${by.en}` },
    'payment-review': { ko: '확인이 필요한 결제', en: 'A payment needs review' },
    'move-accepted': { ko: '시간 변경 수락', en: 'New time accepted' },
    'move-declined': { ko: '시간 변경 거절', en: 'New time declined' },
    'move-expired': { ko: '시간 변경 제안에 답 없음', en: 'No answer to a new time' },
    'sold-out': { ko: `${noun.ko} 마감`, en: 'Sold out' },
    changed: { ko: `${buyer.ko}의 시간 변경`, en: `New time chosen by the ${buyer.en}` },
  }
  return titles[kind]
}

/**
 * Mails a store what happened: one thing, or a list of what happened since the last mail. Guests are
 * not named; the desk, behind a sign-in, names them.
 */
export async function ownerMail(
  engine: Engine,
  { storeId, notices, count }: OwnerMailAsk,
): Promise<MailContent | undefined> {
  const store = await readStore(engine.cell(storeId), storeId)
  const [first] = notices
  if (!store || !first) return undefined
  const factsByOrder = await readFacts(engine, storeId, notices)
  const name = oneLine(store.name)
  const latest = factsByOrder.get(first.orderId)
  const isOne = count === 1
  const when = isOne && first.kind !== 'sold-out' ? latest : undefined
  const sold = doorsOf(engine, store).map((door) => ({ door: door.name }))
  const { noun, ...words } = orderedAs(engine, store, sold)
  const title = titleOf(first.kind, latest?.ordered ?? { noun, ...words })
  const subject = when
    ? subjectOf(when, title.ko, title.en)
    : isOne
      ? `${name}: ${title.ko} (${title.en})`
      : `${name}: 새 알림 ${count}건 (${count} updates)`
  const desk = deskLink(engine, storeId)
  const link = when
    ? deskLink(engine, storeId, { ...when.order, timeZone: store.timeZone, lines: leftOf(when) })
    : desk
  const list = (language: Language) =>
    notices
      .map((notice) => {
        const facts = factsByOrder.get(notice.orderId)
        const said = titleOf(notice.kind, facts?.ordered ?? { noun, ...words })
        return notice.kind === 'sold-out'
          ? soldOutItem(engine, notice, said[language], facts, language)
          : itemText(notice.kind, said[language], facts, language)
      })
      .join('\n')
  const more = count - notices.length
  return {
    subject,
    text: `${name}의 새 알림입니다.

${list('ko')}
${more > 0 ? `그 밖에 ${more}건이 더 있습니다.\n` : ''}
${noun.ko} 보기: ${link}
알림 설정: ${desk}?tab=notices


News from ${name}.

${list('en')}
${more > 0 ? `And ${more} more.\n` : ''}
See the ${noun.en}${isOne ? '' : 's'}: ${link}
Notification settings: ${desk}?tab=notices
`,
    phone: {
      template: 'store-news',
      facts: {
        store: name,
        count: `${count}`,
        news: [title.ko, when && whenText(when, 'ko')].filter(Boolean).join(', '),
      },
      link,
    },
  }
}

/** `- 예약 마감: 12월 4일 (금)`: the day or the start of the order that was the last. */
function soldOutItem(
  engine: Engine,
  { aboutId }: Notice,
  title: string,
  facts: Facts | undefined,
  language: Language,
): string {
  for (const { door: name, startsAt } of facts?.lines ?? []) {
    const door = doorOf(engine, name)
    if (!facts || !startsAt) continue
    if (soldOutId(facts.order.storeId, door, startsAt, facts.timeZone) === aboutId)
      return `- ${title}: ${soldOutText(door, startsAt, facts.timeZone, language)}`
  }
  return `- ${title}`
}

/** `- 새 예약: 12월 1일 (화) 19:00, 테이블 1개, 25,000원 (주문 번호 …)`; of a part canceled, what is left. */
function itemText(
  kind: NoticeKind,
  title: string,
  facts: Facts | undefined,
  language: Language,
): string {
  if (!facts) return `- ${title}`
  const { order, lines } = facts
  const whats = (of: readonly Line[]) => of.map((line) => whatText(facts, line, language))
  const left = language === 'ko' ? '남은 내용' : 'what is left'
  const parts =
    kind === 'partly-canceled'
      ? [
          `${left} ${[whenText(facts, language), ...whats(leftOf(facts))].filter(Boolean).join(', ')}`,
        ]
      : [whenText(facts, language), ...whats(lines), paidText(facts, language)].filter(Boolean)
  const number = language === 'ko' ? '주문 번호' : 'order'
  return `- ${title}: ${parts.join(', ')} (${number} ${order.number})`
}

/** The facts of all orders that are told of. */
async function readFacts(engine: Engine, storeId: string, notices: readonly Notice[]) {
  const cell = engine.cell(storeId)
  const ids = [...new Set(notices.map(({ orderId }) => orderId))]
  const found = await orders.readOrders(cell, storeId, ids)
  const rows = await readBookings(cell, found)
  const linesOf = await describeAll(engine, cell, rows)
  const orderOf = new Map(found.map((order) => [order.id, order]))
  return new Map(
    rows.flatMap((row): [string, Facts][] => {
      const order = orderOf.get(row.orderId)
      if (!order) return []
      const door = doorOf(engine, row.store.door)
      const { publicUrl } = engine
      const lines = linesOf.get(row) ?? []
      return [
        [
          order.id,
          factsOf(engine, door, order, row, lines, {
            ...{ name: '', link: `${publicUrl}/bookings/${order.id}` },
          }),
        ],
      ]
    }),
  )
}
