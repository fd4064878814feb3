import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

/** What a link in a mail proves with, while its reader signs in. */
export interface LinkSecret {
  /** Of the link that was opened in this tab. */
  read(): string | undefined
  /** Forgets it, once it has been used. */
  drop(): void
  /**
   * The secret of the link that the reader has opened. A link has it behind its #, which browsers send
   * to no server; it is kept in this tab, through signing in, and leaves the address, which would be
   * copied into others.
   */
  use(): string | undefined
}

/** @param page the page that the links open */
export function linkSecret(name: string, page: string): LinkSecret {
  /** With blocked storage it lasts as long as the page, which signing in does not leave. */
  let opened: string | undefined
  const read = () => tried(() => sessionStorage.getItem(name)) ?? opened
  const keep = (secret: string) => {
    opened = secret
    tried(() => sessionStorage.setItem(name, secret))
  }
  return {
    read,
    drop() {
      opened = undefined
      tried(() => sessionStorage.removeItem(name))
    },
    use() {
      const router = useRouter()
      const given = useRouterState({ select: ({ location }) => location.hash })
      useEffect(() => {
        if (!given) return
        keep(given)
        void router.navigate({ to: page as '/', replace: true })
      }, [given, router])
      return given || read()
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
