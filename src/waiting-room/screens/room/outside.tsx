import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { StoreAnswer } from '../../../web/door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Page } from '../../../web/kit/page.tsx'
import type { Room } from '../room-queries.ts'
import { useRoomText } from './text.ts'
import { useWords } from './use-words.ts'

interface StagePageProps {
  readonly store: Pick<StoreAnswer, 'id' | 'name'>
  readonly title: string
  readonly stage: string
  readonly children: ReactNode
}

/** What every stage of the room has: whose room it is, and how its order is drawn. */
export function StagePage({ store, title, stage, children }: StagePageProps) {
  const t = useRoomText()
  return (
    <Page
      title={title}
      stage={stage}
      narrow
      lead={<span className="text-base">{t('of', { store: store.name })}</span>}
    >
      {children}
      <p className="text-center">
        <Link
          to="/waiting-rooms/$storeId/record"
          params={{ storeId: store.id }}
          className={buttonLook('plain')}
        >
          {t('how')}
        </Link>
      </p>
    </Page>
  )
}

interface GoneProps {
  readonly store: StoreAnswer
  readonly target: string
}

/** No room, or none any more. */
export function Gone({ store, target }: GoneProps) {
  const t = useRoomText()
  return (
    <Page title={t('gone.title')} stage="gone" narrow>
      <p className="text-lg text-soft">{t('gone.lead')}</p>
      <Link to={target as '/'} replace className={buttonLook('primary', 'justify-self-start')}>
        {t('goOn')}
      </Link>
      <p className="sr-only">{store.name}</p>
    </Page>
  )
}

interface ClosedProps extends Pick<StagePageProps, 'store'> {
  readonly children?: ReactNode
}

/** Nobody new may join, and this visitor has no place. */
export function Closed({ store, children }: ClosedProps) {
  const t = useRoomText()
  return (
    <StagePage store={store} title={t('closed.title')} stage="closed">
      <div className="grid justify-items-start gap-4 rounded-3xl border border-line bg-card p-6">
        <p>{t('closed.lead')}</p>
        {children}
      </div>
    </StagePage>
  )
}

interface SignedOutProps {
  readonly store: StoreAnswer
  readonly room: Room
}

export function SignedOut({ store, room }: SignedOutProps) {
  const t = useRoomText()
  const words = useWords()
  const here = useRouterState({ select: ({ location }) => location.href })
  if (room.phase === 'draining')
    return (
      <Closed store={store}>
        <p>{t('closed.signIn')}</p>
        <Link to="/sign-in" search={{ return: here }} className={buttonLook('quiet')}>
          {t('closed.button')}
        </Link>
      </Closed>
    )
  return (
    <StagePage store={store} title={t('signedOut.title')} stage="signed-out">
      <div className="grid justify-items-start gap-4 rounded-3xl border border-line bg-card p-6">
        <p>{t('signedOut.lead')}</p>
        {room.openedAt ? (
          <p className="font-semibold">
            {t('signedOut.waiting', { count: words.number(room.waiting) })}
          </p>
        ) : (
          <p className="font-semibold">
            {t('upcoming.opens', { when: words.when(room.opensAt, store.timeZone) })}
          </p>
        )}
        <Link to="/sign-in" search={{ return: here }} className={buttonLook()}>
          {t('signedOut.button')}
        </Link>
      </div>
    </StagePage>
  )
}
