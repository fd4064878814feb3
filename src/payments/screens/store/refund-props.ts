import type { StorePayment } from './asked.ts'
import type { Asked } from './refund-progress.tsx'

export interface RefundDialogProps {
  readonly storeId: string
  readonly payment: StorePayment
  /** The other payments of the same order. */
  readonly others: readonly StorePayment[]
  readonly onClose: () => void
  readonly onSent: (asked: Asked) => void
}
