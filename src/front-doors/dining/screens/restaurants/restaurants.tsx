import { useNavigate, useSearch } from '@tanstack/react-router'
import { FindStores } from '../../../../bookings/screens/finding/finding.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { menuText } from '../text.ts'
import { useRestaurantText } from './text.ts'

/** Restaurants: all of them, or those that are looked for. */
export function Restaurants() {
  const t = useRestaurantText()
  const navigate = useNavigate()
  const finding = useSearch({ from: '/restaurants' })
  return (
    <Page title={menuText()('title')} lead={menuText()('lead')}>
      <FindStores
        door="dining"
        finding={finding}
        onChange={(search) => void navigate({ to: '/restaurants', search, resetScroll: false })}
        none={<EmptyState title={t('restaurants.none')}>{t('restaurants.noneLead')}</EmptyState>}
      />
    </Page>
  )
}
