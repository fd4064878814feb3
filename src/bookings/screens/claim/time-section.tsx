import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonLook } from '../../../web/kit/button.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useMe } from '../../../web/session.ts'
import { useClaimText } from './text.ts'

interface TimeSectionProps {
  readonly title: ReactNode
  readonly lead: ReactNode
  readonly timeZone: string
  /** Whether the live connection is up. */
  readonly isUp: boolean
  /** Nothing can be booked, signed in or not. */
  readonly isClosed: boolean
  readonly children: ReactNode
}

/** The times of a store: on whose clock they are, whether they are fresh, and the way to sign in. */
export function TimeSection(props: TimeSectionProps) {
  const { title, lead, timeZone, isUp, isClosed, children } = props
  const t = useClaimText()
  const me = useMe()
  return (
    <section aria-labelledby="times" className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <h2 id="times" className="text-2xl font-bold">
            {title}
          </h2>
          <p className="text-soft">
            {lead} <ElsewhereClock timeZone={timeZone} />
          </p>
        </div>
        {me === null && !isClosed ? <SignInToBook /> : null}
      </div>
      <p role="status" className={isUp ? 'sr-only' : 'text-sm font-medium text-warn'}>
        {isUp ? '' : t('lost')}
      </p>
      {children}
    </section>
  )
}

/** Signed out, the times are no links; this is the one way on, and it leads back here. */
function SignInToBook() {
  const t = useClaimText()
  const here = useRouterState({ select: ({ location }) => location.href })
  return (
    <Link to="/sign-in" search={{ return: here }} className={buttonLook()}>
      {t('signIn')}
    </Link>
  )
}

/** Says whose clock the times are on, where it is not the reader's. */
function ElsewhereClock({ timeZone }: { timeZone: string }) {
  const t = useClaimText()
  const language = useLanguage()
  if (timeZone === Intl.DateTimeFormat().resolvedOptions().timeZone) return null
  const name = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value
  return <>{t('localTime', { zone: name ?? timeZone })}</>
}
