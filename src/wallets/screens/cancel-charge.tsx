import { priceText } from '../../kernel/format.ts'
import type { Money } from '../../kernel/money.ts'
import type * as payments from '../../payments/contract.ts'
import { call } from '../../web/call.ts'
import { Button } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { newKey } from '../../web/new-key.ts'
import { useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import { useWalletText } from './text.ts'
import type { ChargeAnswer } from './wallet-queries.ts'

interface CancelChargeProps {
  readonly order: ChargeAnswer['order']
  /** The refund: all of the charge, or its unspent part. */
  readonly refund: Money
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Confirms and sends the cancellation of a charge. */
export function CancelCharge({ order, refund, onClose, onDone }: CancelChargeProps) {
  const t = useWalletText()
  const language = useLanguage()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const isAll = refund.amount === order.price.amount
  const cancel = async () => {
    const sent = await send(() =>
      call<typeof payments.cancelOrder>('POST /v1/orders/:orderId/cancellation', {
        params: { orderId: order.id },
        key: newKey(),
        body: { refund: refund.amount },
      }),
    )
    if (!sent?.ok) return
    onClose()
    onDone()
    await client.invalidateQueries({ queryKey: ['wallet'] })
  }
  return (
    <Dialog title={t(isAll ? 'cancel.title' : 'cancel.partTitle')} onClose={onClose}>
      <Refused problem={problem} />
      <p>{t(isAll ? 'cancel.lead' : 'cancel.partLead', { price: priceText(refund, language) })}</p>
      <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={cancel}>
          {t(isAll ? 'cancel.sure' : 'cancel.partSure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
