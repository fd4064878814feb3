import { useQuery } from '../../../../web/query.ts'
import { shopQuery } from '../shops/shop-queries.ts'
import { servicesQuery } from './appointments/book-queries.ts'

/** A shop that sells services has its times from its people, and one with daily times has no day of its people. */
export function useIdleTabs(shopId: string, enabled: boolean): readonly string[] | undefined {
  const services = useQuery({ ...servicesQuery(shopId), enabled }).data
  const shop = useQuery({ ...shopQuery(shopId), enabled }).data
  if (!services || !shop) return undefined
  const [hasServices, hasTimes] = [services.services.length > 0, shop.times.length > 0]
  if (hasServices) return hasTimes ? [] : ['times']
  return hasTimes ? ['day', 'people', 'terms'] : []
}
