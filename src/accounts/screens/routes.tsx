import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

/** Where to go after signing in: a path of this site only. */
const backTo = (search: Record<string, unknown>): { return?: string } =>
  typeof search.return === 'string' && /^\/(?![/\\])/.test(search.return)
    ? { return: search.return }
    : {}

export const accountRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: backTo,
    component: screen(() => import('./sign-in.tsx'), 'SignIn'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-up',
    validateSearch: backTo,
    component: screen(() => import('./sign-up.tsx'), 'SignUp'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account',
    component: screen(() => import('./account.tsx'), 'Account'),
  }),
] as const
