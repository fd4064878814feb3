import { AddDialog } from '../../../../stores/screens/desk/edit-dialog.tsx'
import { WallFields } from '../../../../stores/screens/wall-fields.tsx'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useForm } from '../../../../web/use-form.ts'
import type * as contract from '../../coupons/contract.ts'
import {
  type CouponDraft,
  type CouponField,
  couponOf,
  firstCoupon,
  wrongCoupon,
} from './coupon-draft.ts'
import { couponProductsQuery } from './coupon-queries.ts'
import { useCouponText } from './text.ts'

interface AddCouponProps extends Pick<DeskPartProps, 'store'> {
  readonly refresh: () => Promise<unknown>
  readonly onClose: () => void
}

/** A new coupon; without a code typed, the server makes one. */
export function AddCoupon({ store, refresh, onClose }: AddCouponProps) {
  const t = useCouponText()
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: firstCoupon,
    request: (typed: CouponDraft) => {
      const body = couponOf(typed, store.currency)
      return (
        body &&
        (() =>
          call<typeof contract.addCoupon>('POST /v1/markets/:marketId/coupons', {
            params: { marketId: store.id },
            body,
          }))
      )
    },
    onDone: async ({ code }) => {
      await refresh()
      onClose()
      announce(t('added', { code }))
    },
  })
  return (
    <AddDialog
      title={t('addTitle')}
      add={t('add')}
      cancel={t('keep')}
      onSubmit={submit}
      {...{ pending, problem, onClose }}
    >
      <Fields {...{ store, draft, isTried }} onChange={change} />
    </AddDialog>
  )
}

interface FieldsProps extends Pick<DeskPartProps, 'store'> {
  readonly draft: CouponDraft
  readonly isTried: boolean
  readonly onChange: (part: Partial<CouponDraft>) => void
}

function Fields({ store, draft, isTried, onChange }: FieldsProps) {
  const t = useCouponText()
  const wrong = isTried ? wrongCoupon(draft, store.currency) : new Set<CouponField>()
  const at = (name: Exclude<CouponField, 'products'>) => ({
    value: draft[name],
    error: wrong.has(name) ? t('wrong') : undefined,
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  })
  const { kind, validFrom, validUntil } = draft
  return (
    <>
      <Field {...at('name')} label={t('name')} required maxLength={40} />
      <Field {...at('code')} label={t('code')} hint={t('codeHint')} autoComplete="off" />
      <Select
        label={t('kind')}
        required
        value={kind}
        onChange={({ target }) => onChange({ kind: target.value as CouponDraft['kind'] })}
      >
        <option value="amount">{t('amount')}</option>
        <option value="percent">{t('percent')}</option>
      </Select>
      <Field
        {...at('value')}
        label={t(kind === 'amount' ? 'value' : 'rate')}
        required
        inputMode="numeric"
      />
      {kind === 'percent' ? <Field {...at('cap')} label={t('cap')} inputMode="numeric" /> : null}
      <Field {...at('least')} label={t('minimum')} hint={t('minimumHint')} inputMode="numeric" />
      <Products
        {...{ store, draft, onChange }}
        error={wrong.has('products') ? t('wrong') : undefined}
      />
      <WallFields
        legend={t('validFrom')}
        wall={validFrom}
        isTried={isTried}
        onChange={(wall) => onChange({ validFrom: wall })}
      />
      <WallFields
        legend={t('validUntil')}
        wall={validUntil}
        isTried={isTried}
        onChange={(wall) => onChange({ validUntil: wall })}
      />
      <Field {...at('uses')} label={t('uses')} required inputMode="numeric" />
      <Field {...at('each')} label={t('each')} hint={t('eachHint')} inputMode="numeric" />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-5"
          checked={draft.isShown}
          onChange={({ target }) => onChange({ isShown: target.checked })}
        />
        {t('show')}
      </label>
    </>
  )
}

interface ProductsProps extends Omit<FieldsProps, 'isTried'> {
  readonly error: string | undefined
}

/** All products, or some of those that are shown. */
function Products({ store, draft: { productIds }, error, onChange }: ProductsProps) {
  const t = useCouponText()
  const { data } = useQuery({ ...couponProductsQuery(store.id), enabled: productIds !== undefined })
  const toggle = (id: string, isChosen: boolean) =>
    onChange({
      productIds: isChosen
        ? [...(productIds ?? []), id]
        : (productIds ?? []).filter((one) => one !== id),
    })
  return (
    <>
      <Select
        label={t('products')}
        required
        value={productIds ? 'some' : 'all'}
        error={error}
        onChange={({ target }) => onChange({ productIds: target.value === 'all' ? undefined : [] })}
      >
        <option value="all">{t('all')}</option>
        <option value="some">{t('chosen')}</option>
      </Select>
      {productIds && data ? (
        <ul className="grid max-h-60 gap-1 overflow-y-auto rounded-xl border border-line p-3">
          {data.data.map(({ productId, title }) => (
            <li key={productId}>
              <label className="flex min-h-11 items-center gap-3">
                <input
                  type="checkbox"
                  className="size-5"
                  checked={productIds.includes(productId)}
                  onChange={({ target }) => toggle(productId, target.checked)}
                />
                {title}
              </label>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
