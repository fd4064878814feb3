import type { ReactNode } from 'react'
import { zoneElsewhere } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useClaimText } from './text.ts'

interface TimeSectionProps {
  /** Where a page has more than one. */
  readonly id?: string
  readonly title: ReactNode
  readonly lead: ReactNode
  readonly timeZone: string
  /** Whether the live connection is up. */
  readonly isUp: boolean
  readonly children: ReactNode
}

/** The times of a store: on whose clock they are and whether they are fresh. */
export function TimeSection(props: TimeSectionProps) {
  const { id = 'times', title, lead, timeZone, isUp, children } = props
  const t = useClaimText()
  return (
    <section aria-labelledby={id} className="grid gap-3 sm:gap-5">
      <div className="grid gap-1">
        <h2 id={id} className="text-xl font-bold sm:text-2xl">
          {title}
        </h2>
        <p className="text-soft max-sm:text-[0.9375rem]">
          {lead} <ElsewhereClock timeZone={timeZone} />
        </p>
      </div>
      <p role="status" className={isUp ? 'sr-only' : 'text-sm font-medium text-warn'}>
        {isUp ? '' : t('lost')}
      </p>
      {children}
    </section>
  )
}

/** Says whose clock the times are on, where it is not the reader's. */
function ElsewhereClock({ timeZone }: { timeZone: string }) {
  const t = useClaimText()
  const language = useLanguage()
  const zone = zoneElsewhere(timeZone, language)
  return zone ? t('localTime', { zone }) : null
}
