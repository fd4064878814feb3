import { useQuery } from '../../../../web/query.ts'
import { shopQuery } from '../shops/shop-queries.ts'
import { servicesQuery } from './appointments/book-queries.ts'

/** A shop that sells services has its times from its people: it is not asked for daily times as well. */
export function useIdleTabs(shopId: string, enabled: boolean): readonly string[] | undefined {
  const services = useQuery({ ...servicesQuery(shopId), enabled }).data
  const shop = useQuery({ ...shopQuery(shopId), enabled }).data
  if (!services || !shop) return undefined
  return services.services.length > 0 && shop.times.length === 0 ? ['times'] : []
}
