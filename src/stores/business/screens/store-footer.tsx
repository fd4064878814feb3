import { useLocation } from '@tanstack/react-router'
import { useDoors } from '../../screens/use-door.ts'
import { BusinessFooter } from './business-footer.tsx'

const STORE_ID = /^[0-9a-f-]{36}$/i

/** Who sells, below every page of a store at any of its doors. */
export function StoreFooter() {
  const { pathname } = useLocation()
  const doors = useDoors()
  const door = doors.find(({ listPage }) => pathname.startsWith(`${listPage}/`))
  const storeId = door && pathname.slice(door.listPage.length + 1).split('/')[0]
  return storeId && STORE_ID.test(storeId) ? <BusinessFooter storeId={storeId} /> : null
}
