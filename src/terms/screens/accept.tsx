import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Submit } from '../../web/kit/button.tsx'
import { focusFirstWrong } from '../../web/kit/field.tsx'
import { Notice, Refused } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { ToSignIn } from '../../web/kit/states.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useMe } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import { Consents, isComplete } from './consents.tsx'
import { type Accepted, acceptancesQuery, acceptTexts } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'

/** For an account that was made without accepting the terms, or before there were any. */
export function Accept() {
  const t = useTermsPageText()
  const me = useMe()
  const { data } = useQuery({ ...acceptancesQuery, enabled: Boolean(me) })
  if (me === undefined) return null
  return (
    <Page title={t('accept.title')} lead={t('accept.lead')} narrow>
      {me === null ? <ToSignIn /> : null}
      {data?.until ? (
        <p className="text-soft">
          {t('accept.until')} <WhenText at={data.until} timeZone={ownZone()} />
        </p>
      ) : null}
      {data && data.missing.length === 0 ? <Notice tone="good">{t('accept.done')}</Notice> : null}
      {data && data.missing.length > 0 ? <AcceptForm /> : null}
    </Page>
  )
}

function AcceptForm() {
  const t = useTermsPageText()
  const client = useQueryClient()
  const router = useRouter()
  const [accepted, setAccepted] = useState<Accepted>([])
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isComplete(accepted)) return focusFirstWrong(event.currentTarget)
    const sent = await send(() => acceptTexts(client, accepted))
    if (sent?.ok) router.history.back()
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Refused problem={problem} />
      <Consents {...{ accepted, isTried }} onChange={setAccepted} />
      <Submit pending={pending}>{t('accept.button')}</Submit>
    </form>
  )
}
