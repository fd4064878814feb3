import { useRef } from 'react'
import { dayText, priceText } from '../../../kernel/format.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { type ConditionName, conditionsOf } from './conditions.ts'
import { choicesQuery, type Finding, type FoundPage } from './finding-queries.ts'
import { useFindingText } from './text.ts'

interface ConditionChipsProps {
  readonly door: string | undefined
  readonly finding: Finding
  readonly understood: FoundPage['understood']
  readonly onChange: (finding: Finding) => void
}

/** What a search was understood to ask for, so that a misreading is seen; each part can be taken off. */
export function ConditionChips({ door, finding, understood, onChange }: ConditionChipsProps) {
  const t = useFindingText()
  const list = useRef<HTMLDivElement>(null)
  const textOf = useConditionText({ door, finding, understood })
  const conditions = conditionsOf(finding, understood, (part) => t(`parts.${part}`))
  const parts = conditions.map(({ name }) => textOf(name))
  return (
    <div ref={list} tabIndex={-1} className="outline-none empty:hidden">
      {parts.length > 0 ? (
        <>
          <p role="status" className="sr-only">
            {t('understood', { parts: parts.join(' · ') })}
          </p>
          <ul aria-label={t('conditions')} className="flex flex-wrap gap-2">
            {conditions.map(({ name, without }) => (
              <li key={name}>
                <button
                  type="button"
                  aria-label={t('takeOff', { part: textOf(name) })}
                  onClick={() => {
                    list.current?.focus()
                    onChange(without)
                  }}
                  className="inline-flex min-h-11 items-center gap-2 rounded-full border border-edge bg-card px-4 font-semibold hover:border-accent"
                >
                  {textOf(name)}
                  <span aria-hidden="true" className="text-soft">
                    ✕
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

type Asked = Pick<ConditionChipsProps, 'door' | 'finding' | 'understood'>

/** `12월 4일 (금)`, `저녁`, `4명`, `서울 중구`, `한식`, `30,000원 이하`. */
function useConditionText({ door, finding, understood }: Asked) {
  const t = useFindingText()
  const language = useLanguage()
  const { province, district, category, priceMost = 0 } = finding
  const { date, time, part, party } = understood
  const { data } = useQuery({ ...choicesQuery(door), enabled: category !== undefined })
  const kind = data?.categories.find(({ name }) => name === category)?.words[language]
  const texts: Readonly<Record<ConditionName, () => string>> = {
    date: () => dayText(date ?? '', language),
    time: () => time ?? '',
    part: () => (part ? t(`parts.${part}`) : ''),
    party: () => t('people', { count: party ?? 0 }),
    area: () => [province, district].filter(Boolean).join(' '),
    category: () => kind ?? category ?? '',
    priceMost: () =>
      t('priceMost', { price: priceText({ amount: priceMost, currency: 'KRW' }, language) }),
  }
  return (name: ConditionName): string => texts[name]()
}
