import { type ReactNode, Suspense } from 'react'
import { useOtherDoors } from '../../../stores/screens/other-doors.tsx'
import type { StoreAnswer } from '../../../web/door.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useClaimText } from './text.ts'

/** Whether what is chosen at this door of a store may also be put into a basket of another door of it. */
export function useTakesAlong(
  store: Pick<StoreAnswer, 'id' | 'door' | 'also' | 'kind'>,
  here: string,
) {
  return useOtherDoors({ store, here }).some(({ TakeAlong }) => TakeAlong !== undefined)
}

interface WaysToTakeProps {
  readonly store: Pick<StoreAnswer, 'id' | 'door' | 'also' | 'kind'>
  /** The door that sells it. */
  readonly door: string
  /** What to claim, in the terms of the door. */
  readonly item: Readonly<Record<string, string>>
  /** What it is called: `12월 6일 (일) 18:00`. */
  readonly what: string
  /** What it costs and how much of it there is. */
  readonly children: ReactNode
  readonly onTake: () => void
  readonly onClose: () => void
}

/** Asks how what is chosen is bought: at once, or with what another door of the same store sells. */
export function WaysToTake(props: WaysToTakeProps) {
  const { store, door, item, what, children, onTake, onClose } = props
  const t = useClaimText()
  const others = useOtherDoors({ store, here: door })
  return (
    <Dialog title={what} onClose={onClose}>
      {children}
      <p className="text-soft">{t('waysLead')}</p>
      <div className="grid gap-3">
        <Button onClick={onTake}>{t('now')}</Button>
        {others.map(({ name, TakeAlong }) =>
          TakeAlong ? (
            <Suspense key={name} fallback={<Skeleton className="h-11" />}>
              <TakeAlong storeId={store.id} item={{ door, ...item }} />
            </Suspense>
          ) : null,
        )}
      </div>
    </Dialog>
  )
}
