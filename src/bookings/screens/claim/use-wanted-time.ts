import { useEffect } from 'react'
import { useMe } from '../../../web/session.ts'

/**
 * Focuses the time that was pressed before signing in: the button with this `data-time`, once it is
 * there. It is not claimed until it is pressed again, which its button then says: the focus of a script
 * is not visible.
 */
export function useWantedTime(time: string | undefined): string | undefined {
  const isSignedIn = useMe() != null
  useEffect(() => {
    if (!time || !isSignedIn) return
    const button = document.querySelector<HTMLElement>(`[data-time="${CSS.escape(time)}"]`)
    button?.scrollIntoView({ block: 'center' })
    button?.focus({ preventScroll: true })
  }, [time, isSignedIn])
  return isSignedIn ? time : undefined
}
