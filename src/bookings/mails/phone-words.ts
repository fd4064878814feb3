import { dayText } from '../../kernel/format.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import type { PhoneMessage, TemplateName } from '../../texts/templates.ts'
import { type Facts, leftOf, whatText, whenText } from './facts.ts'

/** The same booking in the words of a message to a phone; without any name but the store’s. */
export const phoneWords = (
  facts: Facts,
  template: TemplateName,
  more: PhoneMessage['facts'] = {},
): PhoneMessage => ({
  template,
  facts: {
    store: facts.store,
    noun: facts.ordered.noun.ko,
    when: whenText(facts, 'ko'),
    what: leftOf(facts)
      .map((line) => whatText(facts, line, 'ko'))
      .join(', '),
    number: facts.order.number,
    ...more,
  },
  link: facts.link,
})

/** `12월 1일 (화) 19:00`. */
export const instantWords = (at: Date, { timeZone }: Facts): string =>
  `${dayText(wallDate(at, timeZone), 'ko')} ${wallTime(at, timeZone)}`
