import { useId } from 'react'
import { Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { marketingKinds, requiredKinds, seenKinds } from '../kind-rules.ts'
import { type Accepted, textQuery, textsQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'
import { Words } from './words.tsx'

/** In the order of most Korean forms. */
const neededKinds = [...requiredKinds.toReversed(), ...seenKinds]
const shownKinds = [...neededKinds, ...marketingKinds]
type Kind = (typeof shownKinds)[number]

interface ConsentsProps {
  readonly accepted: Accepted
  readonly onChange: (accepted: Accepted) => void
  /** The form was sent: what is missing is said. */
  readonly isTried: boolean
}

const isNeeded = (kind: Kind): kind is (typeof neededKinds)[number] =>
  neededKinds.some((one) => one === kind)

export const isComplete = (accepted: Accepted): boolean =>
  neededKinds.every((kind) => accepted.some((one) => one.kind === kind))

/**
 * What somebody accepts when they sign up, however they do: all at once, or one by one with its words. Nothing is
 * checked beforehand, what is optional is apart, and each box that is missing says so itself. The privacy notice is seen,
 * not consented to.
 */
export function Consents({ accepted, onChange, isTried }: ConsentsProps) {
  const t = useTermsPageText()
  const { data } = useQuery(textsQuery)
  if (!data)
    return (
      <Loading>
        <Skeleton className="h-40" />
      </Loading>
    )
  const all: Accepted = shownKinds.flatMap((kind) => {
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
      {shownKinds.map((kind) => {
        return (
          <div key={kind} className="grid">
            <Box
              label={t(isNeeded(kind) ? 'consents.required' : 'consents.optional', {
                what: t(kind === 'privacy' ? 'consents.privacySeen' : `consents.${kind}`),
              })}
              isOn={has(kind)}
              error={
                isTried && isNeeded(kind) && !has(kind) ? t(`consents.missing.${kind}`) : undefined
              }
              onChange={(isOn) => change(kind, isOn)}
            />
            {kind === 'age' ? null : <Details kind={kind} />}
          </div>
        )
      })}
    </fieldset>
  )
}

interface BoxProps {
  readonly label: string
  readonly isOn: boolean
  readonly isStrong?: boolean
  /** What is wrong while it is not checked. */
  readonly error?: string | undefined
  readonly onChange: (isOn: boolean) => void
}

function Box({ label, isOn, isStrong = false, error, onChange }: BoxProps) {
  const errorId = useId()
  return (
    <>
      <label
        className={`flex min-h-11 cursor-pointer items-center gap-3 ${isStrong ? 'font-bold' : ''}`}
      >
        <input
          type="checkbox"
          checked={isOn}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? errorId : undefined}
          onChange={({ target }) => onChange(target.checked)}
          className="size-6 shrink-0"
        />
        {label}
      </label>
      {error ? (
        <p id={errorId} role="alert" className="mb-1 ml-9 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </>
  )
}

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
