import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

/** What a link in a mail proves with, of the link that was opened in this tab. */
export interface LinkSecret {
  /** The page that such links open. */
  readonly page: string
  read(): string | undefined
  keep(secret: string): void
  /** Forgets it, once it has been used. */
  drop(): void
}

/** @param name what it is kept under */
export function linkSecret(name: string, page: string): LinkSecret {
  /** With blocked storage it lasts as long as the page, which signing in does not leave. */
  let opened: string | undefined
  return {
    page,
    read: () => tried(() => sessionStorage.getItem(name)) ?? opened,
    keep(secret) {
      opened = secret
      tried(() => sessionStorage.setItem(name, secret))
    },
    drop() {
      opened = undefined
      tried(() => sessionStorage.removeItem(name))
    },
  }
}

/** Storage may be blocked. */
function tried<Answer>(use: () => Answer): Answer | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

/**
 * The secret of the link that the reader has opened. A link has it behind its #, which browsers send
 * to no server; it is kept in this tab, through signing in, and leaves the address, which would be
 * copied into others.
 */
export function useLinkSecret(link: LinkSecret): string | undefined {
  const router = useRouter()
  const given = useRouterState({ select: ({ location }) => location.hash })
  useEffect(() => {
    if (!given) return
    link.keep(given)
    void router.navigate({ to: link.page as '/', replace: true })
  }, [given, router, link])
  return given || link.read()
}
