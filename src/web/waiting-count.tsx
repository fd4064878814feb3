import { useHeld } from '../bookings/screens/held/held-query.ts'
import type { OwnPage } from './door.ts'
import { useShellText } from './text.ts'

/** How many held orders wait on a page of the reader's own. */
export function WaitingCount({ waits }: Required<Pick<OwnPage, 'waits'>>) {
  const t = useShellText()
  const count = useHeld().data?.bookings.filter(waits).length ?? 0
  if (count === 0) return null
  return (
    <span className="ml-1.5 rounded-full bg-accent px-2 text-sm font-bold text-on-accent">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{t('nav.waiting', { count })}</span>
    </span>
  )
}
