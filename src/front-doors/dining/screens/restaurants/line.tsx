import { useParams } from '@tanstack/react-router'
import { LinePage } from '../../../../door-line/screens/line-page.tsx'
import { useQuery } from '../../../../web/query.ts'
import { restaurantQuery } from './restaurant-queries.ts'

/** The line at the door of a restaurant. */
export function Line() {
  const { restaurantId } = useParams({ from: '/restaurants/$restaurantId/line' })
  const { data } = useQuery(restaurantQuery(restaurantId))
  return (
    <LinePage
      storeId={restaurantId}
      storeName={data?.restaurant.name}
      storePage={`/restaurants/${restaurantId}`}
    />
  )
}
