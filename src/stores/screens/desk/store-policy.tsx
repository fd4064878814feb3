import { GuestChanges } from '../../../bookings/screens/desk/guest-changes.tsx'
import { GuestDeposits } from '../../../bookings/screens/no-shows/guest-deposits.tsx'
import { GuestRefusal } from '../../../bookings/screens/no-shows/guest-refusal.tsx'
import { NoShowTerms } from '../../../bookings/screens/no-shows/no-show-terms.tsx'
import { WaitlistTerms } from '../../../bookings/screens/waitlist/waitlist-terms.tsx'
import { CancellationPolicy } from '../../../policies/screens/store/cancellation-policy.tsx'
import type { DeskPartProps } from '../../../web/door.ts'

/** What a store asks of its guests who cancel, do not come, change the time or wait for one. */
export const StorePolicy = ({ store }: DeskPartProps) => (
  <div className="grid gap-8">
    <CancellationPolicy store={store} />
    <NoShowTerms store={store} />
    <GuestDeposits storeId={store.id} />
    <GuestRefusal storeId={store.id} />
    <GuestChanges storeId={store.id} />
    <WaitlistTerms storeId={store.id} />
  </div>
)
