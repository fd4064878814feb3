import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

const NAME = 'jari-ticket-offer'

/** With blocked storage it lasts as long as the page, which signing in does not leave. */
let opened: string | undefined

/** Of the link that was opened in this tab. */
export function offerSecret(): string | undefined {
  try {
    return sessionStorage.getItem(NAME) ?? opened
  } catch {
    return opened
  }
}

function keep(secret: string): void {
  opened = secret
  try {
    sessionStorage.setItem(NAME, secret)
  } catch {
    // Storage may be blocked.
  }
}

/** Forgets the offer, once it is accepted. */
export function dropOfferSecret(): void {
  opened = undefined
  try {
    sessionStorage.removeItem(NAME)
  } catch {
    // Storage may be blocked.
  }
}

/**
 * The secret of the link that the reader has opened. A link has it behind its #, which browsers send
 * to no server; it is kept in this tab, through signing in, and leaves the address, which would be
 * copied into others.
 */
export function useOfferSecret(): string | undefined {
  const router = useRouter()
  const given = useRouterState({ select: ({ location }) => location.hash })
  useEffect(() => {
    if (!given) return
    keep(given)
    void router.navigate({ to: '/ticket-offers', replace: true })
  }, [given, router])
  return given || offerSecret()
}
