import { Link, useParams } from '@tanstack/react-router'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { OtherDoors } from '../../../../stores/screens/other-doors.tsx'
import { storeTicketsQuery } from '../../../../tickets/screens/ticket-queries.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded, LoadedPage } from '../../../../web/kit/loaded.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { zoneElsewhere } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { type ConcertAnswer, concertQuery, performancesQuery } from './concert-queries.ts'
import { PerformanceChoice } from './performance-choice.tsx'
import { Prices } from './prices.tsx'
import { RefundTerms } from './refund-terms.tsx'
import { useConcertText } from './text.ts'

/** One concert: poster, text, its dates, prices and refund terms. */
export function Concert() {
  const t = useConcertText()
  const { concertId } = useParams({ from: '/concerts/$concertId' })
  return (
    <LoadedPage
      query={useQuery(concertQuery(concertId))}
      title={t('title')}
      loading={<ConcertSkeleton />}
    >
      {(answer) => <ConcertPage {...answer} />}
    </LoadedPage>
  )
}

const POLL_MS = 30_000

function ConcertPage({ concert, hall, levels }: ConcertAnswer) {
  const t = useConcertText()
  const language = useLanguage()
  const performances = useQuery({
    ...performancesQuery(concert.id),
    refetchInterval: POLL_MS,
  })
  const zone = zoneElsewhere(concert.timeZone, language)
  return (
    <Page title={concert.name} heading="own">
      <Gallery images={concert.images} />
      <div className="grid gap-1 sm:gap-3">
        <PageHeading title={concert.name} className="max-sm:text-2xl sm:text-4xl" />
        {hall?.name ? <p className="font-semibold text-soft">{hall.name}</p> : null}
        <p className="max-w-prose whitespace-pre-line text-soft sm:text-lg">
          {concert.description}
        </p>
        <OtherDoors store={concert} here="concerts" />
        <OwnTickets concertId={concert.id} />
      </div>
      <section aria-labelledby="dates" className="grid gap-3 sm:gap-5">
        <div className="grid gap-1">
          <h2 id="dates" className="text-xl font-bold sm:text-2xl">
            {t('dates.title')}
          </h2>
          <p className="text-soft">
            {t('dates.lead')} {zone ? t('dates.zone', { zone }) : null}
          </p>
        </div>
        <Loaded query={performances} loading={<DatesSkeleton />}>
          {(loaded) => <PerformanceChoice concert={concert} performances={loaded} />}
        </Loaded>
      </section>
      <Prices levels={levels} currency={concert.currency} />
      <RefundTerms concertId={concert.id} />
    </Page>
  )
}

/** The way to the reader's tickets, bought or received. */
function OwnTickets({ concertId }: { readonly concertId: string }) {
  const t = useConcertText()
  const isSignedIn = useMe() != null
  const { data } = useQuery({ ...storeTicketsQuery(concertId), enabled: isSignedIn })
  if (!data || data.data.length === 0) return null
  return (
    <Link
      to="/tickets"
      search={{ store: concertId }}
      className={buttonLook('quiet', 'mt-2 justify-self-start')}
    >
      {t('myTickets')}
    </Link>
  )
}

const DatesSkeleton = () => (
  <Loading className="grid gap-3">
    <Skeleton className="h-28 rounded-3xl" />
    <Skeleton className="h-28 rounded-3xl" />
  </Loading>
)

const ConcertSkeleton = () => (
  <Loading className="grid gap-8">
    <Skeleton className="aspect-2/1 rounded-3xl sm:aspect-3/2 md:aspect-auto md:h-[28rem]" />
    <Skeleton className="h-10 w-1/3" />
    <Skeleton className="h-28 rounded-3xl" />
    <Skeleton className="h-28 rounded-3xl" />
  </Loading>
)
