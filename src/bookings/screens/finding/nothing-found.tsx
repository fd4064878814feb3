import type { ReactNode } from 'react'
import { addDays, dayText } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { Finding, FoundPage } from './finding-queries.ts'
import { useFindingText } from './text.ts'

type Understood = FoundPage['understood']

/** Somebody says when they want to come. */
export const isWhen = ({ date, time, part }: Understood): boolean => (date ?? time ?? part) !== null

/** When and how many, as it was understood; a part of a day is said by words alone. */
const saidOf = ({ date, time, party }: Understood): Finding => ({
  ...(date !== null && { date }),
  ...(time !== null && { time }),
  ...(party !== null && { party }),
})

/** What narrows a search the most besides words, and the search without it. */
function narrowest(finding: Finding) {
  const { province, district, category, priceMost, ...others } = finding
  const area = { ...(province && { province }), ...(district && { district }) }
  const price = priceMost !== undefined && { priceMost }
  const kind = category !== undefined && { category }
  if (province) return { name: 'area', without: { ...others, ...kind, ...price } } as const
  if (kind) return { name: 'category', without: { ...others, ...area, ...price } } as const
  return price && ({ name: 'price', without: others } as const)
}

interface NothingFoundProps {
  readonly finding: Finding
  readonly onChange: (finding: Finding) => void
  /** One of several words, which finds something alone. */
  readonly fewerWords: string | null
  readonly understood: Understood | undefined
  /** Links to what else the words find. */
  readonly elsewhere: ReactNode
}

/** What was looked for, and the next step that finds the most of it. */
export function NothingFound(props: NothingFoundProps) {
  const { finding, onChange, fewerWords, understood, elsewhere } = props
  const words = understood?.words ?? ''
  const t = useFindingText()
  const { province, district } = finding
  const when = understood ? saidOf(understood) : {}
  const drop = narrowest(finding)
  const asked = [words, district ?? province].filter(Boolean).join(' · ')
  const next = fewerWords
    ? { words: t('only', { words: fewerWords }), to: { ...finding, ...when, q: fewerWords } }
    : drop && words
      ? { words: t('keepWords', { words }), to: { ...when, q: words } }
      : drop
        ? { words: t(`drop.${drop.name}`), to: drop.without }
        : { words: t('clear'), to: {} }
  return (
    <EmptyState
      title={asked ? t('noneFor', { asked }) : t('none')}
      action={
        Object.keys(finding).length > 0 ? (
          <span className="flex flex-wrap justify-center gap-3">
            <Button onClick={() => onChange(next.to)}>{next.words}</Button>
            {elsewhere}
          </span>
        ) : null
      }
    >
      {t(elsewhere ? 'noneElsewhere' : 'noneLead')}
    </EmptyState>
  )
}

interface NoneFreeProps extends Pick<NothingFoundProps, 'finding' | 'onChange'> {
  readonly understood: Understood
}

/** Places fit, but none is free then: the same day at any time, or the day after it. */
export function NoneFree({ finding, onChange, understood }: NoneFreeProps) {
  const t = useFindingText()
  const language = useLanguage()
  const { date, time, part, party, words } = understood
  const { q: _, date: _date, time: _time, party: _party, ...where } = finding
  const said = { ...where, ...(words && { q: words }), ...(party !== null && { party }) }
  const dayAfter = date !== null && addDays(date, 1)
  const isOfDay = (time ?? part) !== null
  return (
    <Notice>
      <span className="flex flex-wrap items-center justify-between gap-3">
        {t('noneFree')}
        {isOfDay || !dayAfter ? (
          <Button
            kind="quiet"
            onClick={() => onChange({ ...said, ...(date !== null && { date }) })}
          >
            {t('anyTime')}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => onChange({ ...said, date: dayAfter })}>
            {t('nextDay', { day: dayText(dayAfter, language) })}
          </Button>
        )}
      </span>
    </Notice>
  )
}
