import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import type { Day } from '../restaurant-queries.ts'
import { freeTimesKey, freeTimesQuery } from './party-queries.ts'
import { rememberParty, usualParty } from './usual-party.ts'

/** So many changes a second are one refetch. */
const REFETCH_MS = 500

/** Refetches free times after changes, at most twice a second. */
export function useFreeTimesRefresh(restaurantId: string): () => void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: freeTimesKey(restaurantId) })
    }, REFETCH_MS)
  }
}

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
