import { type StaffRole, staffRoles } from '../../../kernel/endpoint.ts'
import { useQuery } from '../../../web/query.ts'
import { useDoorTabs } from '../../screens/desk/door-tabs.ts'
import { storeQuery } from '../../screens/store-queries.ts'

/**
 * Roles in which there is something to do at a store, the highest first: who may only be at the door needs
 * a tab for it. What somebody is already stays among them.
 */
export function useRolesAt(storeId: string, current?: StaffRole): readonly StaffRole[] {
  const { data: store } = useQuery(storeQuery(storeId))
  const hasDoor = useDoorTabs(store).some(({ right }) => right === 'door')
  return staffRoles.toReversed().filter((role) => role !== 'door' || hasDoor || role === current)
}
