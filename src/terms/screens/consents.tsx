import { useId } from 'react'
import { Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { acceptedKinds, requiredKinds } from '../kind-rules.ts'
import { type Accepted, textQuery, textsQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'
import { Words } from './words.tsx'

type Kind = (typeof acceptedKinds)[number]

interface ConsentsProps {
  readonly accepted: Accepted
  readonly onChange: (accepted: Accepted) => void
  /** The form was sent: what is missing is said. */
  readonly isTried: boolean
}

export const isComplete = (accepted: Accepted): boolean =>
  requiredKinds.every((kind) => accepted.some((one) => one.kind === kind))

/**
 * What somebody accepts when they sign up, however they do: all at once, or one by one with its words. Nothing is
 * checked beforehand, and what is optional is apart.
 */
export function Consents({ accepted, onChange, isTried }: ConsentsProps) {
  const t = useTermsPageText()
  const errorId = useId()
  const { data } = useQuery(textsQuery)
  if (!data)
    return (
      <Loading>
        <Skeleton className="h-40" />
      </Loading>
    )
  const all: Accepted = acceptedKinds.flatMap((kind) => {
    const text = data.data.find((one) => one.kind === kind)
    return text ? { kind, version: text.version } : []
  })
  const has = (kind: Kind) => accepted.some((one) => one.kind === kind)
  const change = (kind: Kind, isOn: boolean) =>
    onChange(
      isOn
        ? [...accepted, ...all.filter((one) => one.kind === kind)]
        : accepted.filter((one) => one.kind !== kind),
    )
  const missing = requiredKinds.filter((kind) => !has(kind))
  const isWrong = isTried && missing.length > 0
  return (
    <fieldset className="grid gap-1 rounded-2xl border border-line p-4">
      <legend className="sr-only">{t('consents.title')}</legend>
      <Box
        label={t('consents.all')}
        isStrong
        isOn={all.every(({ kind }) => has(kind))}
        onChange={(isOn) => onChange(isOn ? all : [])}
      />
      <p className="text-sm text-soft">{t('consents.allLead')}</p>
      <hr className="my-1 border-line" />
      {acceptedKinds.map((kind) => {
        const isRequired = requiredKinds.some((one) => one === kind)
        return (
          <div key={kind} className="grid">
            <Box
              label={t(isRequired ? 'consents.required' : 'consents.optional', {
                what: t(`consents.${kind}`),
              })}
              isOn={has(kind)}
              error={isWrong && isRequired && !has(kind) ? errorId : undefined}
              onChange={(isOn) => change(kind, isOn)}
            />
            {kind === 'age' ? null : <Details kind={kind} />}
          </div>
        )
      })}
      <p className="pt-1 text-sm text-soft">
        <a href="/privacy" target="_blank" rel="noreferrer" className="underline">
          {t('privacy.title')}
        </a>
      </p>
      {isWrong ? (
        <p id={errorId} role="alert" className="text-sm font-medium text-bad">
          {missing.length > 1 || missing[0] !== 'age' ? `${t('consents.missing')} ` : null}
          {missing.includes('age') ? t('consents.tooYoung') : null}
        </p>
      ) : null}
    </fieldset>
  )
}

interface BoxProps {
  readonly label: string
  readonly isOn: boolean
  readonly isStrong?: boolean
  readonly error?: string | undefined
  readonly onChange: (isOn: boolean) => void
}

const Box = ({ label, isOn, isStrong = false, error, onChange }: BoxProps) => (
  <label
    className={`flex min-h-11 cursor-pointer items-center gap-3 ${isStrong ? 'font-bold' : ''}`}
  >
    <input
      type="checkbox"
      checked={isOn}
      aria-invalid={error ? true : undefined}
      aria-describedby={error}
      onChange={({ target }) => onChange(target.checked)}
      className="size-6 shrink-0 accent-accent"
    />
    {label}
  </label>
)

/** The words, loaded when they are opened. */
function Details({ kind }: { readonly kind: Kind }) {
  const t = useTermsPageText()
  return (
    <details className="mb-1 ml-9 text-sm">
      <summary className="min-h-6 w-fit cursor-pointer text-soft underline">
        {t('consents.read', { what: t(`consents.${kind}`) })}
      </summary>
      <Opened kind={kind} />
    </details>
  )
}

function Opened({ kind }: { readonly kind: Kind }) {
  const language = useLanguage()
  const { data } = useQuery(textQuery(kind))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
    <div className="mt-2 max-h-60 overflow-y-auto rounded-xl bg-well p-3" tabIndex={0}>
      {data ? <Words text={data[language]} inside /> : <Skeleton className="h-20" />}
    </div>
  )
}
