import { Refusal } from '../../../../../bookings/screens/claim/refusal.tsx'
import type { Claim } from '../../../../../bookings/screens/claim/use-claim.ts'
import {
  isNear,
  nearestFree,
  onWall,
  wallTimeOf,
} from '../../../../../bookings/screens/dates/day-times.ts'
import { useOwnPrice } from '../../../../../bookings/screens/no-shows/deposit-said.tsx'
import { WaitButton } from '../../../../../bookings/screens/waitlist/wait-button.tsx'
import { dayText } from '../../../../../kernel/format.ts'
import type { Money } from '../../../../../kernel/money.ts'
import { asDeposit, coversText } from '../../../../../stores/pricing-rules.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Notice } from '../../../../../web/kit/notice.tsx'
import { Price } from '../../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery } from '../../../../../web/query.ts'
import type { Restaurant } from '../restaurant-queries.ts'
import { AreaChoice } from './area-choice.tsx'
import type { PartySelection } from './party-claiming.ts'
import { type FreeTime, type FreeTimes, freeTimesQuery } from './party-queries.ts'
import { usePartyText } from './text.ts'

interface PartyDialogProps {
  readonly restaurant: Restaurant
  readonly free: FreeTimes
  readonly time: string
  readonly area: string | undefined
  readonly claim: Claim<PartySelection>
  readonly onTime: (time: string) => void
  readonly onArea: (area: string | undefined) => void
  readonly onClose: () => void
}

/** One time of a date: where a party sits, what it costs, and the button that takes it. */
export function PartyDialog(props: PartyDialogProps) {
  const { free, time, onTime, onClose } = props
  const t = usePartyText()
  const titleOf = useTitle()
  const found = free.times.find((one) => one.time === time)
  return (
    <Dialog title={titleOf(props)} onClose={onClose}>
      {found?.isFree ? (
        <Free {...props} found={found} />
      ) : (
        <>
          <Refused {...props} />
          <Notice tone="warn">{t(found ? 'dialog.full' : 'dialog.none')}</Notice>
          <Nearest {...{ free, time, onTime }} />
          {found ? <WaitForParty {...props} /> : null}
        </>
      )}
    </Dialog>
  )
}

/** When so many come, on the wall. */
function useTitle() {
  const t = usePartyText()
  const language = useLanguage()
  return ({ free, time: asked }: Pick<PartyDialogProps, 'free' | 'time'>): string => {
    const { date, time } = onWall(free.date, asked)
    return t('dialog.title', { day: dayText(date, language), time, count: free.party })
  }
}

/** The way to wait for a full time. */
function WaitForParty({ restaurant, free, time, area }: PartyDialogProps) {
  const titleOf = useTitle()
  return (
    <WaitButton
      storeId={restaurant.id}
      time={{ date: free.date, time }}
      item={{ date: free.date, time, party: `${free.party}`, ...(area && { area }) }}
      what={titleOf({ free, time })}
    />
  )
}

function Refused({ claim, time }: Pick<PartyDialogProps, 'claim' | 'time'>) {
  return claim.refused?.selection.time === time ? <Refusal problem={claim.refused.problem} /> : null
}

function Free(props: PartyDialogProps & { readonly found: FreeTime }) {
  const { restaurant, free, found, claim, time } = props
  const t = usePartyText()
  const area = found.areaIds.find((id) => id === props.area)
  const { data: ofArea } = useQuery({
    ...freeTimesQuery({ restaurantId: restaurant.id, date: free.date, party: free.party, area }),
    enabled: area !== undefined,
  })
  const priceFor = useOwnPrice(restaurant.id)
  const inArea = area && ofArea?.times.find((one) => one.time === time)?.price
  const price = priceFor(inArea || found.price)
  return (
    <>
      <AreaChoice free={free} found={found} chosen={area} onChoose={props.onArea} />
      <Costs {...{ restaurant, price }} minutes={found.stayMinutes} />
      <Refused {...{ claim, time }} />
      <Button
        pending={claim.pending !== undefined}
        onClick={() => claim.take({ date: free.date, time, party: free.party, area }, price, true)}
      >
        {t('dialog.book')}
      </Button>
    </>
  )
}

interface CostsProps {
  readonly restaurant: Restaurant
  readonly price: Money
  readonly minutes: number
}

/** What a party pays now, what that is, and how long it stays. */
function Costs({ restaurant: { pricing }, price, minutes }: CostsProps) {
  const t = usePartyText()
  const language = useLanguage()
  const covers = coversText(asDeposit(pricing))?.[language]
  return (
    <div className="grid gap-1">
      {price.amount > 0 ? (
        <Price money={price} className="font-semibold" />
      ) : (
        <p className="font-semibold">{t('dialog.free')}</p>
      )}
      {price.amount > 0 && covers ? <p className="text-sm text-soft">{covers}</p> : null}
      <p className="text-sm text-soft">
        {t('dialog.stay', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
      </p>
    </div>
  )
}

/** The free times next to one that is full. */
function Nearest({ free, time, onTime }: Pick<PartyDialogProps, 'free' | 'time' | 'onTime'>) {
  const t = usePartyText()
  const near = nearestFree(free.times, time)
  if (near.length === 0) return <p className="text-soft">{t('dialog.noneNear')}</p>
  return (
    <div className="grid gap-2">
      <p className="font-semibold">{t(isNear(near, time) ? 'dialog.near' : 'dialog.other')}</p>
      <div className="flex flex-wrap gap-2">
        {near.map((one) => (
          <Button key={one.time} kind="quiet" onClick={() => onTime(one.time)}>
            {wallTimeOf(one.time)}
          </Button>
        ))}
      </div>
    </div>
  )
}
