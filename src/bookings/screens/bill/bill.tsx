import { priceText } from '../../../kernel/format.ts'
import { priceOf } from '../../../stores/screens/price.ts'
import { PriceField } from '../../../stores/screens/price-field.tsx'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useForm } from '../../../web/use-form.ts'
import { typedPrice } from '../desk/times/typed-price.ts'
import { type Bill as BillAnswer, billQuery, enterBill } from './bill-query.ts'
import { useBillText } from './text.ts'

interface BillProps {
  readonly storeId: string
  readonly bookingId: string
}

/** What a visit came to, and what of it is left to collect after the deposit. */
export function Bill({ storeId, bookingId }: BillProps) {
  const { data, isError, error, refetch } = useQuery(billQuery(storeId, bookingId))
  if (isError && !data) return <Failure problem={error} onRetry={() => refetch()} />
  if (!data)
    return (
      <Loading>
        <Skeleton className="h-24" />
      </Loading>
    )
  return <BillForm {...{ storeId, bookingId }} bill={data} />
}

function BillForm({ storeId, bookingId, bill }: BillProps & { readonly bill: BillAnswer }) {
  const t = useBillText()
  const client = useQueryClient()
  const { currency } = bill.paid
  const form = useForm<{ readonly typed: string }, BillAnswer>({
    first: { typed: bill.bill ? typedPrice(bill.bill.amount, currency) : '' },
    request({ typed }) {
      const amount = priceOf(typed, currency)
      return amount === undefined ? undefined : () => enterBill(storeId, bookingId, amount)
    },
    onDone(answer) {
      client.setQueryData(billQuery(storeId, bookingId).queryKey, answer)
      announce(t('saved'))
    },
  })
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-3">
      <PriceField
        label={t(bill.means === 'whole' ? 'extra' : 'amount')}
        typed={form.draft.typed}
        onType={(typed) => form.change({ typed })}
        {...{ currency, isTried: form.isTried }}
      />
      <Refused problem={form.problem} />
      <Left bill={bill} />
      <Submit pending={form.pending} className="justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

/** `예약금 20,000원을 미리 받았어요. 46,000원을 더 받으면 돼요.` */
function Left({ bill: { paid, means, toCollect, toGiveBack } }: { readonly bill: BillAnswer }) {
  const t = useBillText()
  const language = useLanguage()
  const before =
    paid.amount === 0
      ? t('unpaid')
      : t(means === 'whole' ? 'wholePaid' : 'paid', { paid: priceText(paid, language) })
  if (!toCollect || !toGiveBack) return <p className="text-sm text-soft">{before}</p>
  return (
    <Notice
      tone="good"
      title={
        toGiveBack.amount > 0
          ? t('toGiveBack', { amount: priceText(toGiveBack, language) })
          : toCollect.amount === 0
            ? t('nothingLeft')
            : t('toCollect', { amount: priceText(toCollect, language) })
      }
    >
      {before}
    </Notice>
  )
}
