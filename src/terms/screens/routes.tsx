import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

const page = () => import('./text-page.tsx')

export const termsRoutes = [
  createRoute({ getParentRoute: () => root, path: '/terms', component: screen(page, 'TermsPage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/privacy',
    component: screen(page, 'PrivacyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/terms/accept',
    component: screen(() => import('./accept.tsx'), 'Accept'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/terms/edit',
    component: screen(() => import('./edit.tsx'), 'Edit'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/terms/$kind',
    component: screen(page, 'KindPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/terms/$kind/$version',
    component: screen(page, 'VersionPage'),
  }),
] as const
