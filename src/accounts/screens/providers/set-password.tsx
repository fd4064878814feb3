import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useMe } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../address/contract.ts'
import { useProvidersText } from './text.ts'

/** The way to a first password: by a link in a mail, which proves the address too. */
export function SetPassword() {
  const t = useProvidersText()
  const email = useMe()?.email ?? ''
  const [isSent, setSent] = useState(false)
  const { pending, problem, send } = useSend()
  const ask = async () => {
    const sent = await send(() =>
      call<typeof contract.requestReset>('POST /v1/auth/request-password-reset', {
        body: { email },
      }),
    )
    if (sent?.ok) setSent(true)
  }
  return (
    <>
      <p className="text-soft">{t('password.none')}</p>
      <Refused problem={problem} />
      {isSent ? <Notice tone="good" title={t('password.sent', { email })} /> : null}
      <Button kind="quiet" pending={pending} onClick={ask}>
        {t('password.make')}
      </Button>
    </>
  )
}
