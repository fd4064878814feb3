import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dayText, wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { timeLeft, type WinStep } from './lot-acts.ts'
import type { OwnLot } from './owner-queries.ts'
import { useSellerText } from './text.ts'

const stageTones: Record<OwnLot['stage'], Tone> = {
  scheduled: 'warn',
  live: 'good',
  closing: 'warn',
  sold: 'good',
  unsold: 'plain',
  withdrawn: 'plain',
}

export function StageTag({ stage }: Pick<OwnLot, 'stage'>) {
  const t = useSellerText()
  return <Tag tone={stageTones[stage]}>{t(`stage.${stage}`)}</Tag>
}

const stepTones: Record<WinStep, Tone> = {
  'to-pay': 'warn',
  paid: 'good',
  'handed-over': 'good',
  received: 'good',
  lapsed: 'bad',
  declined: 'plain',
  canceled: 'plain',
}

export function StepTag({ step }: { readonly step: WinStep }) {
  const t = useSellerText()
  return <Tag tone={stepTones[step]}>{t(`step.${step}`)}</Tag>
}

/** An instant by the clock of the auction: `12월 4일 (금) 21:00`. */
export function useMoment(timeZone: string): (instant: string) => string {
  const language = useLanguage()
  return (instant) => {
    const at = new Date(instant)
    return `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  }
}

/** `1일 4시간 남음`; nothing once it is over. */
export function Left({ until, now }: { readonly until: string; readonly now: string }) {
  const t = useSellerText()
  const left = timeLeft(until, now)
  if (!left) return null
  const unit = left.days > 0 ? 'days' : left.hours > 0 ? 'hours' : 'minutes'
  return <>{t(`left.${unit}`, left)}</>
}

/** What the price of a lot is called. */
export function priceName({ stage, price }: Pick<OwnLot, 'stage' | 'price'>) {
  if (price === null) return 'figures.startPrice'
  if (stage === 'sold') return 'figures.hammer'
  return stage === 'unsold' ? 'figures.last' : 'figures.price'
}

interface FactProps {
  readonly name: ReactNode
  readonly children: ReactNode
}

/** A term and what it is, in a list of facts. */
export const Fact = ({ name, children }: FactProps) => (
  <div>
    <dt className="text-sm text-soft">{name}</dt>
    <dd className="font-semibold">{children}</dd>
  </div>
)

/** The page of a lot in the seller's tab. */
export const ownLotPage = (lotId: string) => ({ tab: 'lots', subject: lotId })

interface RoomLinkProps extends Pick<OwnLot, 'auctionId' | 'lotId'> {
  readonly children: ReactNode
}

export const RoomLink = ({ auctionId, lotId, children }: RoomLinkProps) => (
  <Link
    to="/auctions/$auctionId/lots/$lotId"
    params={{ auctionId, lotId }}
    className={buttonLook('quiet')}
  >
    {children}
  </Link>
)
