import { GuestChanges } from '../../../bookings/screens/desk/guest-changes.tsx'
import { GuestRefusal } from '../../../bookings/screens/no-shows/guest-refusal.tsx'
import { NoShowTerms } from '../../../bookings/screens/no-shows/no-show-terms.tsx'
import { CancellationPolicy } from '../../../policies/screens/store/cancellation-policy.tsx'
import type { DeskPartProps } from '../../../web/door.ts'

/** When guests of a store cancel, what is kept of those who do not come, and whether they change the time by themselves. */
export const StorePolicy = ({ store }: DeskPartProps) => (
  <div className="grid gap-8">
    <CancellationPolicy store={store} />
    <NoShowTerms store={store} />
    <GuestRefusal storeId={store.id} />
    <GuestChanges storeId={store.id} />
  </div>
)
