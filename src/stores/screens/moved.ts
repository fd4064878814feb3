import { createRoute, redirect } from '@tanstack/react-router'
import { root } from '../../web/root.tsx'

/** An address of before: leads on to where it is now, with whatever stands behind its `?`. */
export const moved = <const Path extends string>(path: Path, to: (id: string) => string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: ({ params, location }) => {
      const [id = ''] = Object.values(params as Record<string, string>)
      throw redirect({ href: withSearch(to(id), location.searchStr), replace: true })
    },
  })

function withSearch(to: string, search: string): string {
  if (!search) return to
  return to.includes('?') ? `${to}&${search.slice(1)}` : `${to}${search}`
}
