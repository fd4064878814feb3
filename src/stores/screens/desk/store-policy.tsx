import { GuestChanges } from '../../../bookings/screens/desk/guest-changes.tsx'
import { WaitlistTerms } from '../../../bookings/screens/waitlist/waitlist-terms.tsx'
import { CancellationPolicy } from '../../../policies/screens/store/cancellation-policy.tsx'
import type { DeskPartProps } from '../../../web/door.ts'

/** When guests of a store cancel, whether they change the time by themselves, and whether they wait for one. */
export const StorePolicy = ({ store }: DeskPartProps) => (
  <div className="grid gap-8">
    <CancellationPolicy store={store} />
    <GuestChanges storeId={store.id} />
    <WaitlistTerms storeId={store.id} />
  </div>
)
