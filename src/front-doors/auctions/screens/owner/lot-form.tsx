import type { Currency } from '../../../../kernel/money.ts'
import type { Result } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useForm } from '../../../../web/use-form.ts'
import { type LotDraft, refusedFields, wrongFields } from './lot-draft.ts'
import { PriceFields, TimeFields, WordFields } from './lot-fields.tsx'
import type { OwnLot } from './owner-queries.ts'
import { useSellerText } from './text.ts'

interface LotFormProps {
  readonly currency: Currency
  readonly timeZone: string
  /** What is in it at first. */
  readonly first: () => LotDraft
  readonly save: string
  /** Undefined while a field is wrong. */
  readonly request: (draft: LotDraft) => (() => Promise<Result<OwnLot>>) | undefined
  /** Of a lot that is not registered yet. */
  readonly isNew?: boolean
  readonly onCancel: () => void
  readonly onDone: (lot: OwnLot) => Promise<void>
}

/** What a lot is, what it may cost, and when it is auctioned. */
export function LotForm(props: LotFormProps) {
  const { currency, timeZone, first, save, request, isNew = false, onCancel, onDone } = props
  const t = useSellerText()
  const { draft, change, isTried, pending, problem, submit } = useForm({ first, request, onDone })
  const wrong = isTried ? wrongFields(draft, currency) : undefined
  const refused = refusedFields(problem, draft)
  const fields = { draft, wrong, refused, onChange: change }
  return (
    <form noValidate onSubmit={submit} className="grid gap-6">
      <WordFields {...fields} />
      <PriceFields {...fields} currency={currency} />
      <TimeFields {...fields} {...{ timeZone, isNew }} />
      {Object.keys(refused).length === 0 ? <Refused problem={problem} /> : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button kind="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Submit pending={pending}>{save}</Submit>
      </div>
    </form>
  )
}
