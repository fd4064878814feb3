import type { OwnPerson, OwnService } from './appointments/book-queries.ts'

/** What a shop offers as it is now. */
interface Offer {
  readonly hasTimes: boolean
  readonly services: readonly Pick<OwnService, 'id' | 'isHidden'>[]
  readonly people: readonly Pick<OwnPerson, 'serviceIds' | 'weekly' | 'special'>[]
}

/** What a shop needs before services can be booked; none where daily times are booked. */
export function neededSteps({ hasTimes, services, people }: Offer) {
  if (hasTimes) return []
  const bookable = services.flatMap(({ id, isHidden }) => (isHidden ? [] : id))
  const able = people.filter(({ serviceIds }) => serviceIds.some((id) => bookable.includes(id)))
  const works = ({ weekly, special }: Offer['people'][number]) =>
    weekly.length > 0 || special.some(({ hours }) => hours.length > 0)
  return [
    { name: 'services', tab: 'services', isDone: bookable.length > 0 },
    { name: 'people', tab: 'people', isDone: able.length > 0 },
    { name: 'hours', tab: 'people', isDone: able.some(works) },
  ] as const
}
