import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'
import type { EventFilter } from './event-queries.ts'
import { isEventKind } from './kinds.ts'

/** What is left out is `undefined`: the router adds what a route leaves out from the address. */
const readFilter = ({ kind, refused, accountId }: Record<string, unknown>): EventFilter => ({
  kind: isEventKind(kind) ? kind : undefined,
  refused: refused === true || undefined,
  accountId: typeof accountId === 'string' ? accountId : undefined,
})

export const securityRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/security',
    validateSearch: readFilter,
    component: screen(() => import('./security.tsx'), 'Security'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/security/report',
    component: screen(() => import('./report.tsx'), 'Report'),
  }),
] as const
