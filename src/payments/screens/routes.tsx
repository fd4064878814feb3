import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'
import type { PaymentFilter } from './store/filter.ts'

export const paymentRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/pay/return/$paymentId',
    component: screen(() => import('./payment-return.tsx'), 'PaymentReturn'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/stores/$storeId/payments',
    validateSearch: (search: PaymentFilter) => search, // the screen reads it with `readFilter`
    component: screen(() => import('./store/store-payments.tsx'), 'StorePayments'),
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
