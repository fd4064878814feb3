import { useParams } from '@tanstack/react-router'
import { LinePage } from '../../../../door-line/screens/line-page.tsx'

/** The line at the door of a restaurant. */
export function Line() {
  const { restaurantId } = useParams({ from: '/restaurants/$restaurantId/line' })
  return <LinePage storeId={restaurantId} storePage={`/restaurants/${restaurantId}`} />
}
