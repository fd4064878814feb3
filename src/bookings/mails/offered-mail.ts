import type { Engine } from '../../engine.ts'
import { withParticle } from '../../kernel/particle.ts'
import type { MailContent } from '../../mail/content.ts'
import { isAlive } from '../../orders/rules.ts'
import { readNow } from '../../postgres/now.ts'
import { english, type Facts, korean, longText, subjectOf } from './facts.ts'
import { instantWords, phoneWords } from './phone-words.ts'

/**
 * Tells who waited that something came free and is held for them, and until when. Undefined when the offer
 * is over.
 */
export async function offeredMail(engine: Engine, facts: Facts): Promise<MailContent | undefined> {
  const { order, name } = facts
  // A guest without an account has given no name yet.
  // Of them too: only their session can name the booker and pay.
  const link = `${engine.publicUrl}/bookings/${order.id}`
  const { now } = await readNow(engine.cell(order.storeId))
  if (order.status !== 'ready' || !isAlive(order, now)) return undefined
  const { noun } = facts.ordered
  const { expiresAt } = order
  return {
    subject: subjectOf(facts, '빈자리 알림', 'A place came free'),
    text: `${name ? `${name} 님, ` : ''}기다리시던 자리가 났습니다. 아래 기한까지 다른 분께 판매하지 않고 맡아 둡니다.

${korean(facts)}

${noun.ko}하기: ${link}
${longText(expiresAt, facts, 'ko', ' ')}까지 ${withParticle(noun.ko, ['을', '를'])} 마치지 않으시면 다음 순서의 분께 넘어갑니다.


${name ? `Hello ${name}, what` : 'What'} you waited for came free. It is held for you until the time below.

${english(facts)}

Take it: ${link}
If it is not yours by ${longText(expiresAt, facts, 'en', ', ')}, it goes to the next in line.
`,
    phone: phoneWords({ ...facts, link }, 'place-free', { until: instantWords(expiresAt, facts) }),
  }
}
