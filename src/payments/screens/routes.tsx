import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

export const paymentRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/pay/return/$paymentId',
    component: screen(() => import('./payment-return.tsx'), 'PaymentReturn'),
  }),
] as const
