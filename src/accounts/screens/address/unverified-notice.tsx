import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { sendsMail, useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../address/contract.ts'
import { leaveAt } from './left-at.ts'
import { useAddressText } from './text.ts'

/** Says what an account misses whose address is not verified, with one button that helps. */
export function UnverifiedNotice({ at }: { readonly at: 'claim' | 'desk' | 'invitation' }) {
  const t = useAddressText()
  const me = useMe()
  const email = me?.email ?? ''
  if (me?.address === 'lost')
    return (
      <Notice tone="warn" title={t('notice.lost')}>
        <p>{t('notice.lostLead', { email })}</p>
        <Link to="/account" className={buttonLook('quiet', 'mt-3')}>
          {t('notice.enter')}
        </Link>
      </Notice>
    )
  if (me?.address !== 'unverified' || (at === 'claim' && !sendsMail())) return null
  return (
    <Notice tone="warn" title={t('notice.unverified')}>
      <p className="wrap-anywhere">{t(`notice.${at}`, { email })}</p>
      <Resend accountId={me.id} />
    </Notice>
  )
}

function Resend({ accountId }: { readonly accountId: string }) {
  const t = useAddressText()
  const router = useRouter()
  const [isSent, setSent] = useState(false)
  const { pending, problem, send } = useSend()
  const resend = async () => {
    const sent = await send(() =>
      call<typeof contract.resendConfirmation>('POST /v1/me/email/confirmation', {}),
    )
    if (sent?.ok) leaveAt(accountId, router.state.location.href)
    setSent(sent?.ok === true)
  }
  if (isSent) return <p className="mt-2 font-semibold">{t('notice.sent')}</p>
  return (
    <div className="mt-3 grid justify-items-start gap-3">
      <Refused problem={problem} />
      <Button kind="quiet" pending={pending} onClick={resend}>
        {t('notice.resend')}
      </Button>
    </div>
  )
}
