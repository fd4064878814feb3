import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { isMadeHere, useMadeHere } from '../../../web/own-changes.ts'
import { useQueryClient } from '../../../web/query.ts'
import type * as contract from '../../store-contract.ts'
import { recentAfter, type What } from './recent-changes.ts'
import { useDayText } from './text.ts'

type Changes = AnswerOf<typeof contract.watchBookings>

/** How long a changed booking stands out. */
const RECENT_MS = 20_000
/** A browser gives up after a refusal: another connection is opened, later each time. */
const AGAIN_MS = { first: 5_000, last: 60_000 }
/** While changes are told, polling only makes sure. */
const SURE_MS = 60_000

/** By then the answer is there to a request of this page that made a change. */
const OWN_MS = 1_000

const isNews = (what: What): boolean => what === 'paid' || what === 'canceled'

interface Live {
  /** Whether changes are told; otherwise they are polled for. */
  readonly isUp: boolean
  /** What happened lately, by booking. */
  readonly recent: ReadonlyMap<string, What>
}

const LiveContext = createContext<Live>({ isUp: false, recent: new Map() })

interface DeskLiveProps {
  readonly storeId: string
  /** Whether the reader may see the store's bookings. */
  readonly isOn: boolean
  readonly children: ReactNode
}

/** Follows the bookings of a store for all of its desk: what changes is read again, stands out and is said. */
export function DeskLive({ storeId, isOn, children }: DeskLiveProps) {
  const t = useDayText()
  const client = useQueryClient()
  const [recent, setRecent] = useState<Live['recent']>(() => new Map())
  const isUp = useBookingEvents(isOn ? storeId : undefined, (changes) => {
    void client.invalidateQueries({ queryKey: ['owner', storeId] })
    if (changes.length === 0) return
    setRecent((before) => recentAfter(before, changes))
    setTimeout(() => {
      const told = changes.find(({ what, bookingId }) => isNews(what) && !isMadeHere(bookingId))
      if (told) announce(t(`live.said.${told.what as 'paid' | 'canceled'}`))
    }, OWN_MS)
  })
  useEffect(() => {
    if (recent.size === 0) return
    const timer = setTimeout(() => setRecent(new Map()), RECENT_MS)
    return () => clearTimeout(timer)
  }, [recent])
  const live = useMemo(() => ({ isUp, recent }), [isUp, recent])
  return <LiveContext value={live}>{children}</LiveContext>
}

/**
 * Reads the feed while the desk is open, and opens it again after a break; `heard` without changes: some may have
 * been missed.
 *
 * @returns whether it is connected
 */
function useBookingEvents(storeId: string | undefined, heard: (changes: Changes) => void): boolean {
  const [isUp, setUp] = useState(false)
  const [tries, setTries] = useState(0)
  const latest = useRef(heard)
  useEffect(() => {
    latest.current = heard
  })
  useEffect(() => {
    if (storeId === undefined) return
    let again: ReturnType<typeof setTimeout> | undefined
    const source = new EventSource(`/v1/stores/${encodeURIComponent(storeId)}/bookings/live`)
    source.addEventListener('bookings', ({ data }) => latest.current(JSON.parse(data)))
    source.addEventListener('open', () => {
      latest.current([])
      setUp(true)
    })
    source.addEventListener('error', () => {
      setUp(false)
      if (source.readyState === EventSource.CLOSED)
        again ??= setTimeout(
          () => setTries((count) => count + 1),
          Math.min(AGAIN_MS.first * 2 ** tries, AGAIN_MS.last),
        )
    })
    return () => {
      clearTimeout(again)
      source.close()
      setUp(false)
    }
  }, [storeId, tries])
  return isUp
}

/** How often a part of a desk is polled: seldom while changes are told. */
export const useDeskPoll = (ms: number): number => (useContext(LiveContext).isUp ? SURE_MS : ms)

/** What happened to a booking in the last seconds. */
export const useRecent = (bookingId: string): What | undefined =>
  useContext(LiveContext).recent.get(bookingId)

/** The look of what changed a moment ago. */
export const recentLook = (what: What | undefined): string =>
  what ? 'outline-3 -outline-offset-3 outline-accent bg-blush' : ''

interface RecentTagProps {
  readonly bookingId: string
  /** How it came: who walked in has booked nothing. */
  readonly source?: 'online' | 'phone' | 'walk-in' | 'block'
}

const news = { online: 'new', phone: 'new', 'walk-in': 'newGuest', block: 'newBlock' } as const

/** Says that a booking is new or has changed; nothing once that is a while ago, or to who has entered it here. */
export function RecentTag({ bookingId, source = 'online' }: RecentTagProps) {
  const t = useDayText()
  const what = useRecent(bookingId)
  const isNew = what === 'paid' || what === 'claimed'
  const isOwn = useMadeHere(bookingId)
  if (!what || (isNew && isOwn)) return null
  return (
    <span className="rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-on-accent">
      {t(isNew ? `live.${news[source]}` : 'live.changed')}
    </span>
  )
}
