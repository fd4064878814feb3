import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type * as unclaimed from '../../payments/unclaimed-contract.ts'
import type { Asking } from '../../web/cache.ts'
import { answerOf, call } from '../../web/call.ts'
import { Button, buttonLook, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { Price } from '../../web/kit/price.tsx'
import { sayNext } from '../../web/kit/said.tsx'
import { Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { someoneElse } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { type Leaving, type MoneyBack, MoneyBackChoice } from './money-back.tsx'
import { OpenBookings } from './open-bookings.tsx'
import { Unproven } from './providers/confirm-owner.tsx'
import { signInsQuery } from './providers/sign-ins-query.ts'
import { useAccountText } from './text.ts'

const leavingQuery = {
  queryKey: ['me', 'leaving'],
  staleTime: 0,
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof unclaimed.quoteLeaving>('GET /v1/me/leaving', { signal })),
}

export function Leave() {
  const t = useAccountText()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-8">
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
  return (
    <Dialog title={t('leave.title')} onClose={onClose}>
      <div className="grid gap-3">
        <p>
          <strong>{t('leave.goes')}</strong> {t('leave.goesList')}
        </p>
        <p>
          <strong>{t('leave.stays')}</strong> {t('leave.staysList')}
        </p>
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
  const t = useAccountText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [moneyBack, setMoneyBack] = useState<MoneyBack>('gateway')
  const [isTried, setTried] = useState(false)
  const { data: signIns } = useQuery(signInsQuery)
  const { pending, problem, send } = useSend()
  const hasPassword = signIns?.hasPassword !== false
  const leave = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (hasPassword && !password) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.leave>('DELETE /v1/me', {
        body: { ...(hasPassword && { password }), moneyBack },
      }),
    )
    if (!sent?.ok) return
    sayNext(t('leave.done'))
    await navigate({ to: '/' })
    await someoneElse(client)
  }
  return (
    <form onSubmit={leave} noValidate className="grid gap-5">
      <MoneyBackChoice leaving={leaving} chosen={moneyBack} onChoose={setMoneyBack} />
      {hasPassword ? (
        <Field
          name="password"
          type="password"
          label={t('signIn.password')}
          required
          autoComplete="current-password"
          value={password}
          error={isTried && !password ? t('signIn.noPassword') : problem?.title}
          onChange={(event) => setPassword(event.target.value)}
        />
      ) : (
        <Unproven signIns={signIns} problem={problem} />
      )}
      <DialogActions keep={t('leave.stay')} onKeep={onClose}>
        <Submit kind="danger" pending={pending}>
          {t('leave.sure')}
        </Submit>
      </DialogActions>
    </form>
  )
}
