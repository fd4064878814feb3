import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

const isText = (value: unknown): value is string => typeof value === 'string'

export const walletRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/wallet',
    /** `charged`: the order just paid. */
    validateSearch: ({ charged }: Record<string, unknown>): { charged?: string } =>
      isText(charged) ? { charged } : {},
    component: screen(() => import('./wallet.tsx'), 'Wallet'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/wallet/charges/$orderId',
    /** `payment`: the current attempt. */
    validateSearch: ({ payment }: Record<string, unknown>): { payment?: string } =>
      isText(payment) ? { payment } : {},
    component: screen(() => import('./charge.tsx'), 'Charge'),
  }),
] as const
