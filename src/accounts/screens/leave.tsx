import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type * as unclaimed from '../../payments/unclaimed-contract.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import { Button, buttonLook, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { focusFirstWrong } from '../../web/kit/field.tsx'
import { Notice, Refused } from '../../web/kit/notice.tsx'
import { Price } from '../../web/kit/price.tsx'
import { sayNext } from '../../web/kit/said.tsx'
import { Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { someoneElse, useMe } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { type Leaving, type MoneyBack, MoneyBackChoice } from './money-back.tsx'
import { OpenBookings } from './open-bookings.tsx'
import { ByProvider } from './providers/confirm-owner.tsx'
import { type SignIns, signInsQuery } from './providers/sign-ins-query.ts'
import {
  askedBy,
  ConfirmFields,
  isFilled,
  sentOf,
  unconfirmed,
} from './second-factor/confirm-fields.tsx'
import { type FactorState, factorQuery } from './second-factor/factor-query.ts'
import { useAccountText } from './text.ts'

const leavingQuery = {
  queryKey: ['me', 'leaving'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof unclaimed.quoteLeaving>('GET /v1/me/leaving', { signal })),
}

/** Of the address to which a provider brings back whoever was about to leave. */
const LEAVING = 'leave'

export function Leave() {
  const t = useAccountText()
  const [isOpen, setOpen] = useState(() => location.hash === `#${LEAVING}`)
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('leave.title')}</h2>
      <p className="text-soft">{t('leave.lead')}</p>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('leave.title')}
      </Button>
      {isOpen ? <LeaveDialog onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

/** Says what is deleted, what stays and where money goes before it asks for the password. */
function LeaveDialog({ onClose }: { onClose: () => void }) {
  const t = useAccountText()
  const asked = useQuery(leavingQuery)
  const me = useMe()
  const isOwner = me !== undefined && me !== null && me.role !== 'customer'
  return (
    <Dialog title={t('leave.title')} onClose={onClose}>
      <div className="grid gap-4">
        <Said title={t('leave.goes')} list={t('leave.goesList')} />
        <Said title={t('leave.stays')} list={t('leave.staysList')} />
        {isOwner ? <Said title={t('leave.stores')} list={t('leave.storesList')} /> : null}
        <p className="text-bad">{t('leave.noWayBack')}</p>
        <OpenBookings />
      </div>
      {asked.isPending ? (
        <Loading>
          <Skeleton className="h-32" />
        </Loading>
      ) : null}
      {asked.isError && !asked.data ? (
        <Failure problem={asked.error} onRetry={asked.refetch} />
      ) : null}
      {asked.data ? <LeaveParts leaving={asked.data} onClose={onClose} /> : null}
    </Dialog>
  )
}

/** A heading, and a line for each thing. */
const Said = ({ title, list }: { readonly title: string; readonly list: string }) => (
  <div className="grid gap-1">
    <h3 className="font-bold">{title}</h3>
    <ul className="grid list-disc gap-1 pl-5 text-soft">
      {list.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </div>
)

function LeaveParts({ leaving, onClose }: { leaving: Leaving; onClose: () => void }) {
  const t = useAccountText()
  const { charged, held } = leaving.wallet
  if (charged.amount + held.amount === 0) return <LeaveForm leaving={leaving} onClose={onClose} />
  return (
    <div className="grid gap-5">
      <Notice tone="warn" title={t('leave.walletFirst')}>
        {charged.amount > 0 ? (
          <p>
            {t('leave.charged')} <Price money={charged} className="font-semibold" />
          </p>
        ) : null}
        {held.amount > 0 ? (
          <p>
            {t('leave.held')} <Price money={held} className="font-semibold" />
          </p>
        ) : null}
      </Notice>
      <DialogActions keep={t('leave.stay')} onKeep={onClose}>
        <Link to="/wallet" className={buttonLook('primary')}>
          {t('leave.toWallet')}
        </Link>
      </DialogActions>
    </div>
  )
}

function LeaveForm({ leaving, onClose }: { leaving: Leaving; onClose: () => void }) {
  const signIns = useQuery(signInsQuery)
  const factor = useQuery(factorQuery)
  if (!signIns.data || !factor.data)
    return (
      <Loading>
        <Skeleton className="h-24" />
      </Loading>
    )
  return <ConfirmedForm {...{ leaving, onClose, signIns: signIns.data, factor: factor.data }} />
}

interface ConfirmedFormProps {
  readonly leaving: Leaving
  readonly signIns: SignIns
  readonly factor: FactorState
  readonly onClose: () => void
}

/** Whoever has no password confirms first: by a code, or at a provider, which brings them back here. */
function ConfirmedForm({ leaving, signIns, factor, onClose }: ConfirmedFormProps) {
  const t = useAccountText()
  const asked = askedBy(factor.confirmedBy)
  const [typed, setTyped] = useState(unconfirmed)
  const [moneyBack, setMoneyBack] = useState<MoneyBack>('gateway')
  const [isTried, setTried] = useState(false)
  const left = useLeft()
  const { pending, problem, send } = useSend()
  const leave = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isFilled(typed, asked)) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.leave>('DELETE /v1/me', {
        body: { ...sentOf(typed, asked), moneyBack },
      }),
    )
    if (sent?.ok) await left()
  }
  const isUnproven = factor.confirmedBy === 'recent' && !factor.isConfirmed
  if (isUnproven || problem?.type === 'sign-in-again')
    return (
      <div className="grid gap-5">
        <ByProvider signIns={signIns} returnPath={`/account#${LEAVING}`} />
        <div className="flex justify-end">
          <Button kind="quiet" onClick={onClose}>
            {t('leave.stay')}
          </Button>
        </div>
      </div>
    )
  return (
    <form onSubmit={leave} noValidate className="grid gap-5">
      <MoneyBackChoice leaving={leaving} chosen={moneyBack} onChoose={setMoneyBack} />
      {factor.confirmedBy === 'recent' ? <p>{t('leave.confirmed')}</p> : null}
      <Refused problem={problem} />
      <ConfirmFields
        {...{ asked, typed, isTried }}
        onChange={(part) => setTyped({ ...typed, ...part })}
      />
      <DialogActions keep={t('leave.stay')} onKeep={onClose}>
        <Submit kind="danger" pending={pending}>
          {t('leave.sure')}
        </Submit>
      </DialogActions>
    </form>
  )
}

/** Nobody is signed in any more. */
function useLeft() {
  const t = useAccountText()
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    sayNext(t('leave.done'))
    await navigate({ to: '/' })
    await someoneElse(client)
  }
}
