import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * The secret of a link in a mail that the reader has opened. A link has it behind its #, which browsers
 * send to no server; it is kept in this tab, through signing in, and leaves the address, which would be
 * copied into others.
 *
 * @param name where it is kept in the tab
 */
export function linkSecret(name: string) {
  /** With blocked storage it lasts as long as the page, which signing in does not leave. */
  let opened: string | undefined

  const read = (): string | undefined => {
    try {
      return sessionStorage.getItem(name) ?? opened
    } catch {
      return opened
    }
  }
  const keep = (secret: string): void => {
    opened = secret
    try {
      sessionStorage.setItem(name, secret)
    } catch {
      // Storage may be blocked.
    }
  }
  /** Forgets it, once it is used. */
  const drop = (): void => {
    opened = undefined
    try {
      sessionStorage.removeItem(name)
    } catch {
      // Storage may be blocked.
    }
  }
  // biome-ignore lint/correctness/noComponentHookFactories: called once, by its module
  const useSecret = (): string | undefined => {
    const router = useRouter()
    const given = useRouterState({ select: ({ location }) => location.hash })
    useEffect(() => {
      if (!given) return
      keep(given)
      const { pathname } = router.state.location
      void router.navigate({ to: pathname as '/', replace: true })
    }, [given, router])
    return given || read()
  }
  return { read, drop, useSecret }
}
