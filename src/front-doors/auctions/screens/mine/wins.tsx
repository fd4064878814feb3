import { Link } from '@tanstack/react-router'
import { dayText, wallDateAt } from '../../../../kernel/format.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { ownZone } from '../../../../web/kit/zone.ts'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { LotPicture } from '../lots/lot-picture.tsx'
import { type Win, winsQuery } from '../lots/lot-queries.ts'
import { useMineText } from './text.ts'
import { WinActions } from './win-actions.tsx'

const POLL_MS = 10_000

/** Lots that the reader has won, those to pay first. */
export function Wins() {
  const t = useMineText()
  const wins = useQuery({ ...winsQuery, refetchInterval: POLL_MS })
  return (
    <Loaded query={wins}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState title={t('none.wins')}>{t('none.winsLead')}</EmptyState>
        ) : (
          <ul className="grid gap-4 lg:grid-cols-2">
            {data.toSorted(openFirst).map((win) => (
              <li key={`${win.lotId} ${win.wonAt}`}>
                <WinCard win={win} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}

const openFirst = (one: Win, other: Win) =>
  Number(other.stage === 'to-pay') - Number(one.stage === 'to-pay')

const tones: Record<Win['stage'], Tone> = {
  'to-pay': 'warn',
  paid: 'good',
  lapsed: 'bad',
  declined: 'plain',
  canceled: 'plain',
}

function WinCard({ win }: { readonly win: Win }) {
  const t = useMineText()
  const language = useLanguage()
  const { auctionId, lotId, title, image, amount, currency, wonAt, stage, kind } = win
  const isReceived = stage === 'paid' && win.receivedAt !== null
  const isOffer = kind === 'second-chance' && stage === 'to-pay'
  const badge = isOffer
    ? 'stage.offered'
    : isReceived
      ? 'stage.received'
      : (`stage.${stage}` as const)
  const zone = ownZone()
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4">
        <LotPicture
          image={image}
          as="row"
          className="aspect-square w-full overflow-hidden rounded-2xl"
        />
        <div className="grid content-start gap-1">
          <p className="flex flex-wrap gap-1.5">
            <Tag tone={tones[stage]}>{t(badge)}</Tag>
          </p>
          <h2 className="leading-snug font-bold">
            <Link
              to="/auctions/$auctionId/lots/$lotId"
              params={{ auctionId, lotId }}
              className="hover:text-accent"
            >
              {title}
            </Link>
          </h2>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Price money={{ amount, currency }} className="text-lg font-bold" />
            <span className="text-sm text-soft">
              {t(isOffer ? 'offeredAt' : `wonAs.${kind}`, {
                day: dayText(wallDateAt(new Date(wonAt), zone), language),
              })}
            </span>
          </p>
        </div>
      </div>
      <WinActions win={win} />
    </article>
  )
}
