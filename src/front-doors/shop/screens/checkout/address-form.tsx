import { type ReactNode, useState } from 'react'
import { PERSON_NAME_MOST } from '../../../../kernel/length.ts'
import { PostcodeField } from '../../../../postcodes/screens/postcode-field.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { fullName } from '../../checkout/rules.ts'
import {
  type FormDraft,
  type FormField,
  formErrors,
  isNoPostcode,
  type Needed,
  splitName,
} from './form-draft.ts'
import { useCheckoutText } from './text.ts'

interface AddressFormProps {
  readonly draft: FormDraft
  readonly isTried: boolean
  readonly onChange: (part: Partial<FormDraft>) => void
  /** Below the heading. */
  readonly children?: ReactNode
}

/** Who it is for, and where it goes. Everything can be typed by hand. */
export function AddressForm({ draft, isTried, onChange, children }: AddressFormProps) {
  const t = useCheckoutText()
  const errors = isTried ? formErrors(draft) : {}
  const said = (name: FormField) => {
    const error = errors[name]
    if (error === 'missing') return t(`form.need.${name as Needed}`)
    if (error === 'unknown') return t('form.wrong.noPostcode')
    return error && t(`form.wrong.${wrongs[name] ?? 'email'}`)
  }
  const at = (name: FormField) => ({
    name,
    value: draft[name],
    error: said(name),
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  })
  return (
    <section aria-labelledby="to" className="grid gap-5">
      <h2 id="to" className="text-xl font-bold">
        {t('form.title')}
      </h2>
      {children}
      {useLanguage() === 'ko' ? (
        <WholeName
          {...{ draft, onChange }}
          isWrong={Boolean(errors.first_name ?? errors.last_name)}
        />
      ) : (
        <div className="grid grid-cols-2 gap-4">
          <Field {...at('first_name')} label={t('form.first')} required autoComplete="given-name" />
          <Field {...at('last_name')} label={t('form.last')} required autoComplete="family-name" />
        </div>
      )}
      <Field {...at('phone')} label={t('form.phone')} required type="tel" autoComplete="tel" />
      <Field
        {...at('email')}
        label={t('form.email')}
        hint={t('form.emailHint')}
        required
        type="email"
        autoComplete="email"
      />
      <Postcode {...{ draft, onChange }} error={said('postal_code')} />
      <Field
        {...at('city')}
        label={t('form.city')}
        required
        maxLength={60}
        autoComplete="address-level2"
      />
      <Field
        {...at('address')}
        label={t('form.address')}
        required
        maxLength={200}
        autoComplete="address-line1"
      />
      <Field
        {...at('detail')}
        label={t('form.detail')}
        maxLength={100}
        autoComplete="address-line2"
      />
      <Memo {...{ draft, onChange }} />
      <Field
        {...at('cashReceipt')}
        label={t('form.receipt')}
        hint={t('form.receiptHint')}
        inputMode="numeric"
        autoComplete="off"
      />
      <p className="text-sm text-soft">{t('form.privacy')}</p>
    </section>
  )
}

interface WholeNameProps extends Pick<AddressFormProps, 'draft' | 'onChange'> {
  readonly isWrong: boolean
}

/** As it is asked in Korea: in one field. */
function WholeName({ draft, isWrong, onChange }: WholeNameProps) {
  const t = useCheckoutText()
  const [typed, setTyped] = useState<string>()
  const name = typed ?? fullName(draft.first_name, draft.last_name).trim()
  return (
    <Field
      name="name"
      label={t('form.name')}
      required
      autoComplete="name"
      maxLength={PERSON_NAME_MOST}
      value={name}
      error={isWrong ? t(name.trim() ? 'form.nameWhole' : 'form.need.name') : undefined}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(splitName(target.value))
      }}
    />
  )
}

const wrongs: Partial<Record<FormField, 'email' | 'phone' | 'postal' | 'receipt'>> = {
  ...{ email: 'email', phone: 'phone', postal_code: 'postal', cashReceipt: 'receipt' },
}

interface PostcodeProps extends Pick<AddressFormProps, 'draft' | 'onChange'> {
  readonly error: string | undefined
}

/** One that does not exist is said at once: nobody waits for goods that cannot come. */
function Postcode({ draft, error, onChange }: PostcodeProps) {
  const t = useCheckoutText()
  const none = isNoPostcode(draft.postal_code) ? t('form.wrong.noPostcode') : undefined
  return (
    <PostcodeField
      value={draft.postal_code}
      fills={{ name: 'city', value: draft.city }}
      isRequired
      error={error ?? none}
      onChange={({ postalCode, ...found }) =>
        onChange({ ...(postalCode !== undefined && { postal_code: postalCode }), ...found })
      }
    />
  )
}

function Memo({ draft, onChange }: Pick<AddressFormProps, 'draft' | 'onChange'>) {
  const t = useCheckoutText()
  return (
    <div className="grid gap-2">
      <Field
        name="memo"
        label={t('form.memo')}
        maxLength={100}
        value={draft.memo}
        onChange={({ target }) => onChange({ memo: target.value })}
      />
      <div className="flex flex-wrap gap-2">
        {[t('form.memo1'), t('form.memo2'), t('form.memo3')].map((memo) => (
          <button
            key={memo}
            type="button"
            aria-pressed={draft.memo === memo}
            onClick={() => onChange({ memo })}
            className="min-h-11 rounded-full border border-edge bg-card px-4 text-sm hover:bg-well aria-pressed:border-accent aria-pressed:font-semibold aria-pressed:text-accent"
          >
            {memo}
          </button>
        ))}
      </div>
    </div>
  )
}
