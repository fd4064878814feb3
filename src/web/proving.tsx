import { useSyncExternalStore } from 'react'
import { Spinner } from './kit/button.tsx'
import { isProving, listenToProofs } from './prove.ts'
import { useShellText } from './text.ts'

/** Shown while a proof of work is computed: why the button that was pressed takes a moment longer. */
export function Proving() {
  const t = useShellText()
  const isShown = useSyncExternalStore(listenToProofs, isProving)
  return (
    <div role="status" className="no-print pointer-events-none fixed inset-x-0 bottom-6 z-50 px-4">
      {isShown ? (
        <p className="mx-auto flex w-fit items-center gap-2 rounded-full border border-line bg-card px-5 py-3 font-semibold shadow-lg">
          <Spinner />
          {t('proving')}
        </p>
      ) : null}
    </div>
  )
}
