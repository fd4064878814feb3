import { createRoute, redirect } from '@tanstack/react-router'
import { returnPath } from '../../kernel/return-path.ts'
import { root, screen } from '../../web/root.tsx'

/**
 * Where to go after signing in. What is refused is `undefined` and not left out: the router adds what a
 * route leaves out from the address as it stands.
 */
const backTo = (search: Record<string, unknown>): Back => ({
  return: returnPath(search.return, location.origin),
  guest: search.guest === true || undefined,
})

interface Back {
  readonly return?: string | undefined
  /** What is there may be done as a guest. */
  readonly guest?: true | undefined
}

/** What people type, and what other sites call these pages. */
const elsewhereCalled = (path: '/login' | '/signin' | '/signup' | '/register') =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: backTo,
    beforeLoad: ({ search }) => {
      const to = path === '/login' || path === '/signin' ? '/sign-in' : '/sign-up'
      throw redirect({ to, search, replace: true })
    },
  })

export const accountRoutes = [
  elsewhereCalled('/login'),
  elsewhereCalled('/signin'),
  elsewhereCalled('/signup'),
  elsewhereCalled('/register'),
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
    path: '/sign-in/$provider',
    component: screen(() => import('./providers/provider-visit.tsx'), 'ProviderVisit'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in/connect',
    component: screen(() => import('./providers/provider-connect.tsx'), 'ProviderConnect'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-up/provider',
    component: screen(() => import('./providers/provider-sign-up.tsx'), 'ProviderSignUp'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account',
    component: screen(() => import('./account.tsx'), 'Account'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/verify',
    component: screen(() => import('./address/verify.tsx'), 'Verify'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reset',
    component: screen(() => import('./address/reset.tsx'), 'Reset'),
  }),
] as const
