import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useQuery } from '../../../../../web/query.ts'
import { useRefetch } from '../../../../../web/use-refetch.ts'
import type { Day } from '../restaurant-queries.ts'
import { freeTimesKey, freeTimesQuery } from './party-queries.ts'
import { rememberParty, usualParty } from './usual-party.ts'

/** Refetches free times after changes. */
export const useFreeTimesRefresh = (restaurantId: string) => useRefetch(freeTimesKey(restaurantId))

/** Who comes when, which the address keeps, and the free times of it. */
export function useFreeTimes(restaurantId: string, days: readonly Day[]) {
  const search = useSearch({ from: '/restaurants/$restaurantId' })
  const navigate = useNavigate({ from: '/restaurants/$restaurantId' })
  const [usual] = useState(usualParty)
  const party = search.party ?? usual
  const date = search.date ?? days[0]?.date ?? new Date().toISOString().slice(0, 10)
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

export type Choosing = ReturnType<typeof useFreeTimes>
