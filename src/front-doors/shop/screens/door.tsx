import { createRoute, redirect } from '@tanstack/react-router'
import { lazy } from 'react'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.ts'
import { readBuying } from './checkout/buying.ts'
import { readFilter } from './products/filter.ts'
import { Scene } from './products/scene.tsx'
import { menuText } from './text.ts'

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/market',
    validateSearch: readFilter,
    component: screen(() => import('./products/products.tsx'), 'Products'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/orders',
    component: screen(() => import('./returns/my-orders.tsx'), 'MyOrders'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/carts',
    component: screen(() => import('./basket/carts.tsx'), 'Carts'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/$marketId',
    validateSearch: readFilter,
    component: screen(() => import('./products/market.tsx'), 'Market'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/$marketId/products/$productId',
    component: screen(() => import('./products/product.tsx'), 'ProductScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/complete',
    validateSearch: ({ order }: { order?: unknown }) =>
      typeof order === 'string' ? { order } : {},
    // The page of an order says at every stage what comes next.
    beforeLoad: ({ search: { order: bookingId } }) => {
      if (!bookingId) throw redirect({ to: '/market/orders', replace: true })
      throw redirect({ to: '/bookings/$bookingId', params: { bookingId }, replace: true })
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/$marketId/cart',
    component: screen(() => import('./cart/cart.tsx'), 'Cart'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/market/$marketId/checkout',
    validateSearch: readBuying,
    component: screen(() => import('./checkout/checkout.tsx'), 'Checkout'),
  }),
] as const

const desk = () => import('./owner/desk.tsx')
const orders = () => import('./orders/desk.tsx')

/** The screens of shops. */
export const shop = {
  name: 'shop',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  listPage: '/market',
  finds: { page: '/market', label: (q) => menuText()('find', { q }) },
  storePage: (storeId) => `/market/${storeId}`,
  stores: {
    about: () => menuText()('about'),
    kinds: [],
    pricePer: [],
    isTimeless: true,
    hasGoods: true,
    kindName: () => menuText()('kind'),
    visit: (kind) => menuText()('visit', { kind }),
    left: (count) => menuText()('left', { count }),
    cancellation: () => menuText()('cancellation'),
    closesForGood: false,
    firstTab: 'products',
    Scene,
  },
  dayTab: 'orders',
  basket: lazy(() => import('./basket/basket.tsx').then(({ Basket }) => ({ default: Basket }))),
  TakeAlong: screen(() => import('./cart/take-along.tsx'), 'TakeAlong'),
  own: { title: () => menuText()('orders'), page: '/market/orders' },
  tabs: [
    {
      name: 'orders',
      right: 'desk',
      title: () => menuText()('tabs.orders'),
      Part: screen(orders, 'Orders'),
    },
    {
      name: 'returns',
      right: 'desk',
      title: () => menuText()('tabs.returns'),
      Part: screen(orders, 'Returns'),
    },
    {
      name: 'products',
      right: 'desk',
      title: () => menuText()('tabs.products'),
      Part: screen(desk, 'Products'),
    },
    {
      name: 'categories',
      right: 'manager',
      title: () => menuText()('tabs.categories'),
      Part: screen(desk, 'Categories'),
    },
    {
      name: 'imports',
      right: 'manager',
      title: () => menuText()('tabs.imports'),
      Part: screen(desk, 'Imports'),
    },
    {
      name: 'coupons',
      right: 'manager',
      title: () => menuText()('tabs.coupons'),
      Part: screen(() => import('./coupons/coupons.tsx'), 'Coupons'),
    },
    {
      name: 'delivery',
      right: 'manager',
      title: () => menuText()('tabs.delivery'),
      Part: screen(() => import('./checkout/delivery-desk.tsx'), 'DeliveryDesk'),
    },
    {
      name: 'sales',
      right: 'manager',
      title: () => menuText()('tabs.sales'),
      Part: screen(orders, 'Sales'),
    },
    {
      name: 'business',
      title: () => menuText()('tabs.business'),
      Part: screen(orders, 'Business'),
    },
  ],
  bookings,
} satisfies Door
