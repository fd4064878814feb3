import { useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'

const NAME = 'jari-ticket-offer'

function read(): string | undefined {
  try {
    return sessionStorage.getItem(NAME) ?? undefined
  } catch {
    return undefined // storage may be blocked
  }
}

function keep(secret: string): boolean {
  try {
    sessionStorage.setItem(NAME, secret)
    return true
  } catch {
    return false
  }
}

/** Forgets the offer, once it is accepted. */
export function dropOfferSecret(): void {
  try {
    sessionStorage.removeItem(NAME)
  } catch {
    // Then it was not kept.
  }
}

/**
 * The secret of the link that the reader has opened. A link has it behind its #, which browsers send
 * to no server; it is kept in this tab, through signing in, and leaves the address, which would be
 * copied into others. With blocked storage it stays in the address.
 */
export function useOfferSecret(): string | undefined {
  const router = useRouter()
  const given = useRouterState({ select: ({ location }) => location.hash })
  useEffect(() => {
    if (given && keep(given)) void router.navigate({ to: '/ticket-offers', replace: true })
  }, [given, router])
  return given || read()
}
