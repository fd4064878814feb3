/**
 * Which of a front end's addresses a buyer goes to. A payment that may still succeed follows how the
 * buyer left the window; what is known of the money goes before that.
 */
export function addressFor(
  { success, cancel }: { readonly success: string | null; readonly cancel: string | null },
  status: 'waiting' | 'checking' | 'paid' | 'not-paid' | 'refunding' | 'refunded',
  outcome: string | undefined,
): string | null {
  const isOpen = status === 'waiting' || status === 'checking'
  const isGood = status === 'paid' || (isOpen && outcome === 'success')
  return isGood ? success : cancel
}
