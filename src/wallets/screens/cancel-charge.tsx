import type * as payments from '../../payments/contract.ts'
import { call, newKey } from '../../web/call.ts'
import { priceText } from '../../web/format.ts'
import { Button } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import { useWalletText } from './text.ts'
import type { ChargeAnswer } from './wallet-queries.ts'

interface CancelChargeProps {
  readonly order: ChargeAnswer['order']
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks before a charge is given back, and says what that does. */
export function CancelCharge({ order, onClose, onDone }: CancelChargeProps) {
  const t = useWalletText()
  const language = useLanguage()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const cancel = async () => {
    const sent = await send(() =>
      call<typeof payments.cancelOrder>('POST /v1/orders/:orderId/cancellation', {
        params: { orderId: order.id },
        key: newKey(),
        body: { refund: order.price.amount },
      }),
    )
    if (!sent?.ok) return
    onClose()
    onDone()
    await client.invalidateQueries({ queryKey: ['wallet'] })
  }
  return (
    <Dialog title={t('cancel.title')} onClose={onClose}>
      <Refused problem={problem} />
      <p>{t('cancel.lead', { price: priceText(order.price, language) })}</p>
      <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
        <Button kind="danger" pending={pending} onClick={cancel}>
          {t('cancel.sure')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
