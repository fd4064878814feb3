import { createRoute } from '@tanstack/react-router'
import { returnPath } from '../../kernel/return-path.ts'
import { root, screen } from '../../web/root.tsx'

interface RoomSearch {
  /** The path of this site to go to once admitted. */
  readonly from?: string | undefined
  /** Why the last visit ended, when that led here. */
  readonly ended?: string | undefined
}

const ofRoom = ({ from, ended }: Record<string, unknown>): RoomSearch => ({
  from: returnPath(from, location.origin),
  ended: typeof ended === 'string' ? ended : undefined,
})

export const waitingRoomRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/waiting-rooms/$storeId',
    validateSearch: ofRoom,
    component: screen(() => import('./room/waiting-room.tsx'), 'WaitingRoom'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/waiting-rooms/$storeId/record',
    component: screen(() => import('./record/record.tsx'), 'Record'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/shared-capacities',
    component: screen(() => import('./shared/shared-capacities.tsx'), 'SharedCapacities'),
  }),
] as const
