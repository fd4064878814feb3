import { Link, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import { call } from '../../../../web/call.ts'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../tickets/contract.ts'
import { concertQuery } from '../concerts/concert-queries.ts'
import { keepReceived } from './kept-received.ts'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import { offerQuery, ticketsKey } from './ticket-queries.ts'

/** What a link offers, for whom it is. */
export function AcceptTicket() {
  const t = useTicketsText()
  const { concertId, secret } = useParams({ from: '/concerts/$concertId/ticket-offers/$secret' })
  const offer = useQuery(offerQuery(concertId, secret))
  const status = (offer.error as { status?: number } | null)?.status
  return (
    <Page title={t('accept.title')} narrow>
      {offer.data ? (
        <Offer offer={offer.data} concertId={concertId} secret={secret} />
      ) : offer.isError && status === 404 ? (
        <EmptyState
          title={t('accept.missing')}
          action={
            <Link to="/concerts/$concertId/tickets" params={{ concertId }} className={buttonLook()}>
              {t('accept.mine')}
            </Link>
          }
        >
          {t('accept.missingLead')}
        </EmptyState>
      ) : offer.isError ? (
        <Failure problem={offer.error} onRetry={() => offer.refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-56 rounded-3xl" />
        </Loading>
      )}
    </Page>
  )
}

interface OfferProps {
  readonly offer: AnswerOf<typeof contract.getTicketOffer>
  readonly concertId: string
  readonly secret: string
}

function Offer({ offer, concertId, secret }: OfferProps) {
  const t = useTicketsText()
  const language = useLanguage()
  const { data: concert } = useQuery(concertQuery(concertId))
  const timeZone = concert?.concert.timeZone ?? 'Asia/Seoul'
  return (
    <>
      <section className="grid gap-1 rounded-3xl border border-line bg-card p-5 shadow-lift sm:p-7">
        <p className="text-2xl font-extrabold">{offer.seat[language]}</p>
        <p className="text-lg font-bold">{offer.concert}</p>
        <p>{startLongText(offer.startsAt, timeZone, language)}</p>
      </section>
      <p className="text-soft">{t('accept.lead')}</p>
      <Accept concertId={concertId} secret={secret} />
    </>
  )
}

/** Signed in with the address that it was sent to, the reader takes the ticket. */
function Accept({ concertId, secret }: Omit<OfferProps, 'offer'>) {
  const t = useTicketsText()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const here = useRouterState({ select: ({ location }) => location.href })
  const { pending, problem, send } = useSend()
  const accept = async () => {
    const sent = await send(() =>
      call<typeof contract.acceptTicket>(
        'POST /v1/concerts/:concertId/ticket-offers/:secret/acceptance',
        { params: { concertId, secret } },
      ),
    )
    if (!sent?.ok) return
    if (me) keepReceived(me.id, { concertId, serial: sent.answer.serial })
    await client.invalidateQueries({ queryKey: ticketsKey(concertId) })
    await navigate({ to: '/concerts/$concertId/tickets', params: { concertId }, replace: true })
  }
  if (me === undefined) return <Skeleton className="h-11" />
  if (me === null)
    return (
      <Link to="/sign-in" search={{ return: here }} className={buttonLook()}>
        {t('accept.signIn')}
      </Link>
    )
  return (
    <div className="grid gap-3">
      <Refused problem={problem} />
      <p>{t('accept.as', { email: me.email })}</p>
      <Button pending={pending} onClick={accept}>
        {t('accept.button')}
      </Button>
    </div>
  )
}
