import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { UnverifiedNotice } from '../../../accounts/screens/address/unverified-notice.tsx'
import { call } from '../../../web/call.ts'
import { buttonLook, Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../waitlist/contract.ts'
import { GuestAddressField, useGuestAddress } from './guest-address.tsx'
import { ASKED_MS, isOffer, LeaveButton, OfferEnd, TakeLink } from './my-waitlist.tsx'
import { isAnotherWish, openEntryAt } from './open-entry.ts'
import { useWaitlistText } from './text.ts'
import { type Entry, entriesQuery, termsQuery } from './waitlist-queries.ts'

interface WaitButtonProps {
  readonly storeId: string
  /** What to wait for, in the terms of its door. */
  readonly item: Readonly<Record<string, string>>
  /** The members of it that say when: whoever waits then waits for this, too. Left out: all of them. */
  readonly time?: Readonly<Record<string, string>>
  /** What it is called: `12월 6일 (일) 18:00`. */
  readonly what: string
  readonly className?: string
}

/** Next to a time that is sold out: the way to wait for it. Signed out, it leads to signing in. */
export function WaitButton({ storeId, item, time = item, what, className = '' }: WaitButtonProps) {
  const t = useWaitlistText()
  const me = useMe()
  const navigate = useNavigate()
  const router = useRouter()
  const [isOpen, open] = useState(false)
  const entry = useOpenEntry(storeId, time)
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

type WaitDialogProps = Omit<WaitButtonProps, 'className' | 'time'> & {
  /** What the reader waits for already. */
  readonly entry?: Entry | undefined
  readonly onClose: () => void
}

/** What the reader waits for then, or is offered. */
function useOpenEntry(storeId: string, time: WaitButtonProps['item']): Entry | undefined {
  const me = useMe()
  const { data } = useQuery({ ...entriesQuery, enabled: Boolean(me) })
  return data && openEntryAt(data.data, { storeId, time })
}

function WaitDialog({ onClose, ...props }: WaitDialogProps) {
  const t = useWaitlistText()
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <Waiting {...props} onClose={onClose} />
    </Dialog>
  )
}

/** Says what waiting means, joins, and says the turn, or what is offered meanwhile. */
export function Waiting({ storeId, item, what, entry: known, onClose }: WaitDialogProps) {
  const t = useWaitlistText()
  const terms = useQuery(termsQuery(storeId))
  const [joined, setJoined] = useState<Entry>()
  const { data, refetch } = useQuery({ ...entriesQuery, refetchInterval: ASKED_MS })
  const isListed = data?.data.some(({ id }) => id === joined?.id)
  const entry = known ?? (isListed ? undefined : joined)
  if (terms.data && !terms.data.isOn) return <Notice tone="plain">{t('off')}</Notice>
  return (
    <>
      <p>
        <strong>{what}</strong>
      </p>
      {entry ? (
        <>
          <Joined {...{ entry, item }} isNew={entry.id === joined?.id} />
          <OfferEnd entry={entry} onEnd={refetch} />
          <DialogActions keep={t('keep')} onKeep={onClose}>
            <LeaveButton entry={entry} />
            {isOffer(entry) ? (
              <TakeLink entry={entry} />
            ) : (
              <Link to="/bookings" className={buttonLook()}>
                {t('see')}
              </Link>
            )}
          </DialogActions>
        </>
      ) : (
        <>
          <p className="text-soft">{t('lead', { minutes: terms.data?.offerMinutes ?? 30 })}</p>
          <JoinForm {...{ storeId, item, onClose }} onJoined={setJoined} />
        </>
      )}
    </>
  )
}

type JoinFormProps = Pick<WaitDialogProps, 'storeId' | 'item' | 'onClose'> & {
  readonly onJoined: (entry: Entry) => void
}

/** Joins; whoever has no account says first where they are told. */
function JoinForm({ storeId, item, onClose, onJoined }: JoinFormProps) {
  const t = useWaitlistText()
  const client = useQueryClient()
  const address = useGuestAddress()
  const { pending, problem, send } = useSend()
  const join = async (event: FormEvent) => {
    event.preventDefault()
    if (address && !address.check()) return focusFirstWrong(event.currentTarget)
    const sent = await send(async () => {
      const kept = await address?.keep()
      if (kept && !kept.ok) return kept
      return call<typeof contract.joinWaitlist>('POST /v1/stores/:storeId/waitlist-entries', {
        params: { storeId },
        body: { item: { ...item } },
      })
    })
    if (!sent?.ok) return
    onJoined(sent.answer)
    await client.invalidateQueries({ queryKey: entriesQuery.queryKey })
  }
  return (
    <form noValidate onSubmit={join} className="grid gap-5">
      {address ? <GuestAddressField address={address} /> : null}
      <UnverifiedNotice at="claim" />
      <Refused problem={problem} />
      <DialogActions keep={t('keep')} onKeep={onClose}>
        <Submit pending={pending}>{t('join')}</Submit>
      </DialogActions>
    </form>
  )
}

interface JoinedProps {
  readonly entry: Entry
  readonly item: WaitButtonProps['item']
  readonly isNew: boolean
}

/** That a place is held, or the turn; of another wish at the same time also what it was. */
function Joined({ entry, item, isNew }: JoinedProps) {
  const t = useWaitlistText()
  const language = useLanguage()
  const ahead = entry.ahead ?? 0
  if (isOffer(entry)) return <p role="status">{t('held')}</p>
  if (isAnotherWish(entry, item))
    return <p role="status">{t('joinedOther', { what: entry.what[language], ahead })}</p>
  return <p role="status">{t(isNew ? 'joined' : 'joinedBefore', { ahead })}</p>
}
