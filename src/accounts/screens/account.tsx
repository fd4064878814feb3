import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, Suspense, useState } from 'react'
import { call } from '../../web/call.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Field } from '../../web/kit/field.tsx'
import { later } from '../../web/kit/later.ts'
import { Refused, Tag } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { type Me, meQuery, someoneElse } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { useAccountText } from './text.ts'

/** For who sells only, so it comes by itself. */
const [ApiKeys] = later(() => import('./api-keys/api-keys.tsx').then((loaded) => loaded.ApiKeys))

/** Who you are here, and the ways to change that. */
export function Account() {
  const t = useAccountText()
  const asked = useQuery(meQuery)
  return (
    <Page title={t('account.title')} narrow>
      {asked.isPending ? (
        <Loading>
          <Skeleton className="h-44" />
        </Loading>
      ) : null}
      {asked.isError ? <Failure problem={asked.error} onRetry={() => asked.refetch()} /> : null}
      {asked.data === null ? (
        <Failure problem={{ title: t('account.signedOut'), status: 401 }} />
      ) : null}
      {asked.data ? <AccountParts me={asked.data} /> : null}
    </Page>
  )
}

function AccountParts({ me }: { me: NonNullable<Me> }) {
  const t = useAccountText()
  return (
    <>
      <dl className="grid gap-4 rounded-3xl border border-line bg-card p-6">
        <div className="grid gap-0.5">
          <dt className="text-soft">{t('signUp.name')}</dt>
          <dd className="text-lg font-semibold">{me.name}</dd>
        </div>
        <div className="grid gap-0.5">
          <dt className="text-soft">{t('signIn.email')}</dt>
          <dd>{me.email}</dd>
        </div>
        <div className="grid justify-items-start gap-1">
          <dt className="text-soft">{t('account.role')}</dt>
          <dd>
            <Tag>{t(`account.roles.${me.role}`)}</Tag>
          </dd>
        </div>
      </dl>
      {me.role === 'customer' ? (
        <BecomeOwner />
      ) : (
        <Suspense fallback={<Skeleton className="h-48" />}>
          <ApiKeys />
        </Suspense>
      )}
      <Leave />
    </>
  )
}

function BecomeOwner() {
  const t = useAccountText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const become = async () => {
    const sent = await send(() => call<typeof contract.becomeOwner>('POST /v1/me/owner', {}))
    if (sent?.ok) client.setQueryData(meQuery.queryKey, sent.answer)
  }
  return (
    <section className="grid justify-items-start gap-3">
      <h2 className="text-xl font-bold">{t('account.sell')}</h2>
      <p className="text-soft">{t('account.sellLead')}</p>
      <Refused problem={problem} />
      <Button kind="quiet" pending={pending} onClick={become}>
        {t('account.sellButton')}
      </Button>
    </section>
  )
}

function Leave() {
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

/** What goes and what stays is spelled out before the password is asked for. */
function LeaveDialog({ onClose }: { onClose: () => void }) {
  const t = useAccountText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const { pending, problem, send } = useSend()
  const leave = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.leave>('DELETE /v1/me', { body: { password } }),
    )
    if (!sent?.ok) return
    await navigate({ to: '/' })
    await someoneElse(client)
  }
  return (
    <Dialog title={t('leave.title')} onClose={onClose}>
      <form onSubmit={leave} className="grid gap-5">
        <div className="grid gap-3">
          <p>
            <strong>{t('leave.goes')}</strong> {t('leave.goesList')}
          </p>
          <p>
            <strong>{t('leave.stays')}</strong> {t('leave.staysList')}
          </p>
          <p className="text-bad">{t('leave.noWayBack')}</p>
        </div>
        <Field
          name="password"
          type="password"
          label={t('signIn.password')}
          required
          autoComplete="current-password"
          value={password}
          error={problem?.title}
          onChange={(event) => setPassword(event.target.value)}
        />
        <DialogActions keep={t('leave.stay')} onKeep={onClose}>
          <Submit kind="danger" pending={pending}>
            {t('leave.sure')}
          </Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
