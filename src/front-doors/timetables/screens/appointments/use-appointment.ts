import { useNavigate, useSearch } from '@tanstack/react-router'
import { dayStates, STRIP_REFETCH_MS } from '../../../../bookings/screens/dates/day-states.ts'
import { useQuery } from '../../../../web/query.ts'
import { useRefetch } from '../../../../web/use-refetch.ts'
import { appointmentSearch, type Choice } from './appointment-claiming.ts'
import { type Bookable, daysQuery, timesKey, timesQuery } from './appointment-queries.ts'

/** Refetches free times after changes. */
export const useTimesRefresh = (shopId: string) => useRefetch(timesKey(shopId))

/** What is chosen, which the address keeps, and the free times of it. */
export function useAppointment(shopId: string, bookable: Bookable) {
  const search = useSearch({ from: '/shops/$shopId' })
  const navigate = useNavigate({ from: '/shops/$shopId' })
  const known = new Set(bookable.services.map(({ id }) => id))
  const services = `${search.services ?? ''}`.split(',').filter((id) => known.has(id))
  const doers = bookable.people.filter(({ serviceIds }) =>
    services.every((id) => serviceIds.includes(id)),
  )
  const person = doers.some(({ id }) => id === search.person) ? search.person : undefined
  const date = matching(search.date, /^\d{4}-\d{2}-\d{2}$/) ?? bookable.firstDate
  const time = matching(search.at, /^\d{2}:\d{2}$/)
  const isAsked = services.length > 0 && doers.length > 0
  const query = useQuery({
    ...timesQuery(shopId, { services, person, date }),
    enabled: isAsked,
    placeholderData: (before) => before,
  })
  const { firstDate, lastDate } = bookable
  const days = useQuery({
    ...daysQuery(shopId, { services, person, date: firstDate }),
    enabled: isAsked && firstDate < lastDate,
    refetchInterval: STRIP_REFETCH_MS,
  })
  const states = dayStates(days.data ?? [], query.isPlaceholderData ? undefined : query.data)
  const show = (more: Choice) =>
    void navigate({
      search: appointmentSearch({ services, person, date, time, ...more }),
      replace: true,
      resetScroll: false,
    })
  return { services, person, doers, date, query, states, time, show }
}

/** What the address has may be anything. */
const matching = (text: string | undefined, pattern: RegExp): string | undefined =>
  typeof text === 'string' && pattern.test(text) ? text : undefined

export type Choosing = ReturnType<typeof useAppointment>
