import { GuestChanges } from '../../../bookings/screens/desk/guest-changes.tsx'
import { CancellationPolicy } from '../../../policies/screens/store/cancellation-policy.tsx'
import type { DeskPartProps } from '../../../web/door.ts'

/** When guests of a store cancel, and whether they change the time by themselves. */
export const StorePolicy = ({ store }: DeskPartProps) => (
  <div className="grid gap-8">
    <CancellationPolicy store={store} />
    <GuestChanges storeId={store.id} />
  </div>
)
