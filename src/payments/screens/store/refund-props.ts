import type { StorePayment } from './payment-queries.ts'
import type { RefundAnswer } from './refund-progress.tsx'

export interface RefundDialogProps {
  readonly storeId: string
  readonly payment: StorePayment
  /** The other payments of the same order. */
  readonly others: readonly StorePayment[]
  readonly onClose: () => void
  readonly onSent: (asked: RefundAnswer) => void
}
