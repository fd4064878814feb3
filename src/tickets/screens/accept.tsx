import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { call } from '../../web/call.ts'
import { Button, buttonLook } from '../../web/kit/button.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useMe } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { dropOfferSecret, useOfferSecret } from './offer-secret.ts'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import { offerQuery, ticketsKey } from './ticket-queries.ts'

/** What a link offers, for whom it is. */
export function AcceptTicket() {
  const t = useTicketsText()
  const secret = useOfferSecret()
  return (
    <Page title={t('accept.title')} narrow>
      {secret ? <Opened secret={secret} /> : <Missing />}
    </Page>
  )
}

function Opened({ secret }: { readonly secret: string }) {
  const offer = useQuery(offerQuery(secret))
  const status = (offer.error as { status?: number } | null)?.status
  if (offer.data) return <Offer offer={offer.data} secret={secret} />
  if (offer.isError && (status === 404 || status === 400)) return <Missing />
  if (offer.isError) return <Failure problem={offer.error} onRetry={() => offer.refetch()} />
  return (
    <Loading>
      <Skeleton className="h-56 rounded-3xl" />
    </Loading>
  )
}

function Missing() {
  const t = useTicketsText()
  return (
    <EmptyState
      title={t('accept.missing')}
      action={
        <Link to="/tickets" className={buttonLook()}>
          {t('accept.mine')}
        </Link>
      }
    >
      {t('accept.missingLead')}
    </EmptyState>
  )
}

interface OfferProps {
  readonly offer: AnswerOf<typeof contract.showTicketOffer>
  readonly secret: string
}

function Offer({ offer, secret }: OfferProps) {
  const t = useTicketsText()
  const language = useLanguage()
  const { seat, store, startsAt } = offer
  return (
    <>
      <section className="grid gap-1 rounded-3xl border border-line bg-card p-5 shadow-lift sm:p-7">
        <p className="text-2xl font-extrabold">{seat[language]}</p>
        <p className="text-lg font-bold">{store.name}</p>
        <p>{startLongText(startsAt, store.timeZone, language)}</p>
      </section>
      <p className="text-soft">{t('accept.lead')}</p>
      <Accept secret={secret} />
    </>
  )
}

/** Signed in with the address that it was sent to, the reader takes the ticket. */
function Accept({ secret }: Pick<OfferProps, 'secret'>) {
  const t = useTicketsText()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const here = useRouterState({ select: ({ location }) => location.href })
  const { pending, problem, send } = useSend()
  const accept = async () => {
    const sent = await send(() =>
      call<typeof contract.acceptTicket>('POST /v1/ticket-offers/acceptance', { body: { secret } }),
    )
    if (!sent?.ok) return
    dropOfferSecret()
    await client.invalidateQueries({ queryKey: ticketsKey })
    await navigate({ to: '/tickets', replace: true })
  }
  if (me === undefined) return <Skeleton className="h-11" />
  if (me === null || me.isGuest)
    return (
      <Link to="/sign-in" search={{ return: here }} className={buttonLook()}>
        {t('accept.signIn')}
      </Link>
    )
  return (
    <div className="grid gap-3">
      <Refused problem={problem} />
      <p>{t('accept.as', { email: me.email ?? '' })}</p>
      <Button pending={pending} onClick={accept}>
        {t('accept.button')}
      </Button>
    </div>
  )
}
