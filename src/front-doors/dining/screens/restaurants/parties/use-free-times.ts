import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { wallDateAt } from '../../../../../kernel/format.ts'
import { useQuery } from '../../../../../web/query.ts'
import { useRefetch } from '../../../../../web/use-refetch.ts'
import type { Day, Restaurant } from '../restaurant-queries.ts'
import { freeTimesKey, freeTimesQuery } from './party-queries.ts'
import { rememberParty, usualParty } from './usual-party.ts'

/** Refetches free times after changes. */
export const useFreeTimesRefresh = (restaurantId: string) => useRefetch(freeTimesKey(restaurantId))

/** Who comes when, which the address keeps, and the free times of it. */
export function useFreeTimes({ id: restaurantId, timeZone }: Restaurant, days: readonly Day[]) {
  const search = useSearch({ from: '/restaurants/$restaurantId' })
  const navigate = useNavigate({ from: '/restaurants/$restaurantId' })
  const [usual] = useState(usualParty)
  const party = search.party ?? usual
  const first = useFirstDate(
    { restaurantId, party, today: wallDateAt(new Date(), timeZone) },
    days,
    !search.date,
  )
  const date = search.date ?? first
  const query = useQuery({
    ...freeTimesQuery({ restaurantId, date, party }),
    placeholderData: (before) => before,
  })
  const show = (ask: { readonly date?: string; readonly party?: number }) =>
    navigate({ search: { date, party, ...ask }, replace: true, resetScroll: false })
  return {
    ...{ date, party, query },
    time: /^\d{2}:\d{2}$/.test(search.time ?? '') ? search.time : undefined,
    area: search.area,
    chooseDate: (chosen: string) => void show({ date: chosen }),
    chooseParty: (chosen: number) => {
      rememberParty(chosen)
      void show({ party: chosen })
    },
  }
}

/**
 * Where nobody asked for a date: today if it has a free time, or has no tables at all; else the first of the next days. It stays when the last
 * time of today goes while the page is open.
 */
function useFirstDate(
  { today, ...ask }: { restaurantId: string; party: number; today: string },
  [next]: readonly Day[],
  isAsked: boolean,
): string {
  const [decided, decide] = useState<string>()
  const { data } = useQuery({
    ...freeTimesQuery({ ...ask, date: today }),
    enabled: isAsked && decided === undefined,
  })
  if (decided !== undefined || !data) return decided ?? today
  const isToday = data.areas.length === 0 || data.times.some(({ isFree }) => isFree)
  const first = isToday ? today : (next?.date ?? today)
  if (isAsked) decide(first)
  return first
}

export type Choosing = ReturnType<typeof useFreeTimes>
