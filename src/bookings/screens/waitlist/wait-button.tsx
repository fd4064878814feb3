import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../waitlist/contract.ts'
import { LeaveButton } from './my-waitlist.tsx'
import { useWaitlistText } from './text.ts'
import { type Entry, entriesQuery, termsQuery } from './waitlist-queries.ts'

interface WaitButtonProps {
  readonly storeId: string
  /** What to wait for, in the terms of its door. */
  readonly item: Readonly<Record<string, string>>
  /** What it is called: `12월 6일 (일) 18:00`. */
  readonly what: string
  readonly className?: string
}

/** Next to a time that is sold out: the way to wait for it. Signed out, it leads to signing in. */
export function WaitButton({ storeId, item, what, className = '' }: WaitButtonProps) {
  const t = useWaitlistText()
  const me = useMe()
  const navigate = useNavigate()
  const router = useRouter()
  const [isOpen, open] = useState(false)
  const entry = useOpenEntry(storeId, item)
  const press = () =>
    me === null
      ? navigate({
          to: '/sign-in',
          search: { return: router.state.location.href, guest: true },
        })
      : open(true)
  return (
    <>
      <button
        type="button"
        aria-label={t(entry ? 'waitingFor' : 'askFor', { what })}
        onClick={press}
        className={buttonLook('quiet', `w-full ${className}`)}
      >
        {t(entry ? 'waitingAlready' : 'ask')}
      </button>
      {isOpen ? (
        <WaitDialog {...{ storeId, item, what, entry }} onClose={() => open(false)} />
      ) : null}
    </>
  )
}

type WaitDialogProps = Omit<WaitButtonProps, 'className'> & {
  /** What the reader waits for already. */
  readonly entry?: Entry | undefined
  readonly onClose: () => void
}

/** What the reader waits for, or is offered, of this. */
function useOpenEntry(storeId: string, item: WaitButtonProps['item']): Entry | undefined {
  const me = useMe()
  const { data } = useQuery({ ...entriesQuery, enabled: Boolean(me) })
  return data?.data.find(
    ({ state, store, item: waited }) =>
      (state === 'waiting' || state === 'offered') &&
      store.id === storeId &&
      Object.keys(item).length === Object.keys(waited).length &&
      Object.entries(item).every(([name, value]) => waited[name] === value),
  )
}

function WaitDialog({ onClose, ...props }: WaitDialogProps) {
  const t = useWaitlistText()
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <Waiting {...props} onClose={onClose} />
    </Dialog>
  )
}

/** Says what waiting means, joins, and says the turn. */
export function Waiting({ storeId, item, what, entry: known, onClose }: WaitDialogProps) {
  const t = useWaitlistText()
  const client = useQueryClient()
  const terms = useQuery(termsQuery(storeId))
  const { pending, problem, send } = useSend()
  const [joined, setJoined] = useState<Entry>()
  const entry = joined ?? known
  const join = async () => {
    const sent = await send(() =>
      call<typeof contract.joinWaitlist>('POST /v1/stores/:storeId/waitlist-entries', {
        params: { storeId },
        body: { item: { ...item } },
      }),
    )
    if (!sent?.ok) return
    setJoined(sent.answer)
    await client.invalidateQueries({ queryKey: entriesQuery.queryKey })
  }
  if (terms.data && !terms.data.isOn) return <Notice tone="plain">{t('off')}</Notice>
  return (
    <>
      <p>
        <strong>{what}</strong>
      </p>
      {entry ? (
        <p role="status">{t(joined ? 'joined' : 'joinedBefore', { ahead: entry.ahead ?? 0 })}</p>
      ) : (
        <p className="text-soft">{t('lead', { minutes: terms.data?.offerMinutes ?? 30 })}</p>
      )}
      <Refused problem={problem} />
      <DialogActions keep={t('keep')} onKeep={onClose}>
        {entry ? (
          <>
            <LeaveButton entry={entry} />
            <Link to="/bookings" className={buttonLook()}>
              {t('see')}
            </Link>
          </>
        ) : (
          <Button pending={pending} onClick={join}>
            {t('join')}
          </Button>
        )}
      </DialogActions>
    </>
  )
}
