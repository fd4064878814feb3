import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { tableTimesQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

/** Refetches what a change of the weekly times affects. */
export function useRefreshTimes(restaurantId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: tableTimesQuery(restaurantId).queryKey }),
      client.invalidateQueries({ queryKey: restaurantQuery(restaurantId).queryKey }),
    ])
}

interface CapacityProps {
  readonly capacity: number
  readonly onChange: (capacity: number) => void
}

export function Capacity({ capacity, onChange }: CapacityProps) {
  const t = useOwnerText()
  return (
    <Stepper
      label={t('times.capacity')}
      value={capacity}
      min={1}
      max={100_000}
      onChange={onChange}
      lessLabel={t('times.less')}
      moreLabel={t('times.more')}
    />
  )
}
