import { type FormEvent, type ReactNode, useState } from 'react'
import type { StoreAnswer } from '../../../../web/door.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Field, focusFirstWrong, TextArea } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type Sending, useSend } from '../../../../web/use-send.ts'
import { categoriesQuery } from '../products/product-queries.ts'
import { FactFields } from './fact-fields.tsx'
import { OptionFields } from './option-fields.tsx'
import {
  bodyOf,
  countOf,
  type DraftFields,
  keywordsOf,
  type ProductDraft,
} from './product-draft.ts'
import { useSellerText } from './text.ts'
import { VariantMatrix } from './variant-matrix.tsx'

type Body = NonNullable<ReturnType<typeof bodyOf>>

interface ProductFormProps {
  readonly store: StoreAnswer
  readonly first: ProductDraft
  readonly save: string
  readonly pictures?: ReactNode
  /** Whether it is saved. */
  readonly onSave: (body: Body, send: Sending['send']) => Promise<boolean>
  readonly onCancel: () => void
}

/** All that a product is, its options and their variants. */
export function ProductForm({ store, first, save, pictures, onSave, onCancel }: ProductFormProps) {
  const t = useSellerText()
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState(first)
  const [isTried, setTried] = useState(false)
  const body = bodyOf(draft, store.currency)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    if (!body) return focusFirstWrong(form)
    await onSave(body, send)
  }
  const fields: DraftFields = {
    draft,
    isTried,
    onChange: (part) => setDraft({ ...draft, ...part }),
  }
  return (
    <form noValidate onSubmit={submit} className="grid max-w-4xl gap-8">
      <WordFields {...fields} marketId={store.id} />
      {pictures}
      <OptionFields {...fields} />
      <VariantMatrix {...fields} currency={store.currency} />
      <FactFields {...fields} />
      <RuleFields {...fields} />
      {isTried && !body ? <Notice tone="bad" title={t('form.wrong')} /> : null}
      <Refused problem={problem} />
      <div className="flex flex-wrap justify-end gap-3">
        <Button kind="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Submit pending={pending}>{save}</Submit>
      </div>
    </form>
  )
}

function WordFields({
  draft,
  isTried,
  onChange,
  marketId,
}: DraftFields & { readonly marketId: string }) {
  const t = useSellerText()
  const { data } = useQuery(categoriesQuery(marketId))
  return (
    <div className="grid gap-4">
      <Field
        label={t('form.title')}
        required
        counted
        maxLength={100}
        value={draft.title}
        error={isTried && draft.title.trim() === '' ? t('form.titleMissing') : undefined}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      <Select
        label={t('form.category')}
        value={draft.categoryId}
        onChange={({ target }) => onChange({ categoryId: target.value })}
      >
        <option value="">{t('form.noCategory')}</option>
        {data?.data.map(({ categoryId, name }) => (
          <option key={categoryId} value={categoryId}>
            {name}
          </option>
        ))}
      </Select>
      <TextArea
        label={t('form.description')}
        counted
        maxLength={10_000}
        value={draft.description}
        onChange={({ target }) => onChange({ description: target.value })}
      />
      <Field
        label={t('form.keywords')}
        hint={t('form.keywordsHint')}
        maxLength={210}
        value={draft.keywords}
        error={isTried && !keywordsOf(draft.keywords) ? t('form.keywordsWrong') : undefined}
        onChange={({ target }) => onChange({ keywords: target.value })}
      />
    </div>
  )
}

function RuleFields({ draft, isTried, onChange }: DraftFields) {
  const t = useSellerText()
  const most = countOf(draft.maxPerOrder)
  const check = 'flex min-h-11 items-center gap-3'
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-lg font-bold">{t('form.rules')}</legend>
      <Field
        label={t('form.maxPerOrder')}
        required
        inputMode="numeric"
        className="max-w-40"
        value={draft.maxPerOrder}
        error={isTried && !(most && most <= 100) ? t('form.maxWrong') : undefined}
        onChange={({ target }) => onChange({ maxPerOrder: target.value })}
      />
      <label className={check}>
        <input
          type="checkbox"
          className="size-5"
          checked={draft.taxFree}
          onChange={({ target }) => onChange({ taxFree: target.checked })}
        />
        {t('form.taxFree')}
      </label>
      <label className={check}>
        <input
          type="checkbox"
          className="size-5"
          checked={!draft.returnable}
          onChange={({ target }) => onChange({ returnable: !target.checked })}
        />
        {t('form.final')}
      </label>
      {draft.returnable ? null : (
        <Field
          label={t('form.whyFinal')}
          required
          maxLength={200}
          value={draft.whyFinal}
          error={isTried && draft.whyFinal.trim() === '' ? t('form.whyMissing') : undefined}
          onChange={({ target }) => onChange({ whyFinal: target.value })}
        />
      )}
    </fieldset>
  )
}
