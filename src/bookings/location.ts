import type { CalendarEntry } from '../kernel/calendar.ts'

/** Where a store is and how to reach it, as its profile says. Empty: not said. */
export interface StoreLocation {
  readonly address: string
  readonly detail: string
  readonly phone: string
  readonly latitude: number | null
  readonly longitude: number | null
}

/** `서울특별시 마포구 연남로 1, 2층`. */
export const addressText = ({ address, detail }: StoreLocation): string =>
  [address, detail].filter(Boolean).join(', ')

/** Where a calendar shows a booking at a store, and leads to. */
export function calendarPlace(
  store: string,
  location: StoreLocation | null,
): Pick<CalendarEntry, 'location' | 'geo'> {
  if (!location?.address) return {}
  const { latitude, longitude } = location
  return {
    location: `${store}, ${addressText(location)}`,
    ...(latitude !== null && longitude !== null && { geo: { latitude, longitude } }),
  }
}
