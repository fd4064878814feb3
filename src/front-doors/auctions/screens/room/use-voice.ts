import { useEffect, useRef } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Lot, Mine } from '../lots/lot-queries.ts'
import { useRoomText } from './text.ts'

/** Prices are announced no more often. */
const REST_MS = 3_000

/** What a screen reader hears of the lot: the price now and then, and at once that it was outbid. */
export function useVoice({ price, leader, currency, stage }: Lot, mine: Mine | undefined): void {
  const t = useRoomText()
  const language = useLanguage()
  const isLeader = leader !== null && leader === mine?.bidder
  const isBidder = mine?.bidder != null
  const isLive = stage === 'live'
  const led = useRef(isLeader)
  const saidAt = useRef(0)
  const before = useRef(price)
  const now = price === null ? '' : priceText({ amount: price, currency }, language)
  useEffect(() => {
    if (led.current && !isLeader && isLive) {
      announce(t('voice.outbid', { price: now }))
      saidAt.current = Date.now()
      before.current = price
    }
    led.current = isLeader
  }, [isLeader, isLive, now, price, t])
  useEffect(() => {
    if (before.current === price || price === null) return
    // A change during the rest starts the timer anew with what is still left of it.
    const timer = setTimeout(
      () => {
        before.current = price
        saidAt.current = Date.now()
        announce(t(isLeader ? 'voice.leading' : 'voice.price', { price: now }))
      },
      Math.max(0, saidAt.current + REST_MS - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [price, now, isLeader, t])
  const known = useRef(stage)
  useEffect(() => {
    const ended = isLeader ? 'won' : isBidder ? 'lost' : 'sold'
    if (known.current !== stage && stage !== 'live')
      announce(t(`voice.${stage === 'sold' ? ended : stage}`))
    known.current = stage
  }, [stage, isLeader, isBidder, t])
}
