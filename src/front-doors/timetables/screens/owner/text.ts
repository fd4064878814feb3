import type { TimeWords } from '../../../../bookings/screens/desk/times/time-fields.tsx'
import { catalogue } from '../../../../web/language.ts'
import ko from './messages/ko.json' with { type: 'json' }

export const { useText: useOwnerText } = catalogue(
  ko,
  () => import('./messages/en.json', { with: { type: 'json' } }),
)

export function useTimeWords(): TimeWords {
  const t = useOwnerText()
  return {
    capacity: t('times.basic'),
    capacityHint: t('times.basicHint'),
    less: t('times.less'),
    more: t('times.more'),
    price: t('times.price'),
  }
}
