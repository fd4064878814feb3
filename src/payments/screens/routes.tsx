import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

export const paymentRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/pay/return/$paymentId',
    component: screen(() => import('./payment-return.tsx'), 'PaymentReturn'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/stores/$storeId/payments/$orderNumber',
    component: screen(() => import('./store/order-money.tsx'), 'OrderMoney'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/stores/$storeId/reviews',
    component: screen(() => import('./review/reviews.tsx'), 'StoreReviews'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reviews',
    component: screen(() => import('./review/reviews.tsx'), 'Reviews'),
  }),
] as const
