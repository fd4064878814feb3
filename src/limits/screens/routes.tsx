import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

export const limitRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/limits',
    component: screen(() => import('./limits.tsx'), 'Limits'),
  }),
] as const
