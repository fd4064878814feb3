import type { FormEvent } from 'react'
import { useState } from 'react'
import { numberText } from '../../kernel/format.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { useSend } from '../../web/use-send.ts'
import type { Setting } from '../rules.ts'
import { type ProofsPage, setProofs } from './proof-queries.ts'
import { useProofText } from './text.ts'

interface ChangeProofsProps {
  readonly proofs: ProofsPage
  readonly onSaved: () => Promise<void>
}

const names = ['fromPercent', 'least', 'most'] as const
type Typed = Readonly<Record<(typeof names)[number], string>>
const typedOf = (setting: Setting): Typed => ({
  fromPercent: `${setting.fromPercent}`,
  least: `${setting.least}`,
  most: `${setting.most}`,
})
const isBetween = (text: string, least: number, most: number) =>
  /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most

/** Which field is wrong, and how: the key of a text. */
function faultOf(name: keyof Typed, typed: Typed): 'share' | 'range' | 'order' | undefined {
  if (name === 'fromPercent') return isBetween(typed[name], 0, 100) ? undefined : 'share'
  if (!isBetween(typed[name], 1, 2_500)) return 'range'
  return name === 'most' && Number(typed.most) < Number(typed.least) ? 'order' : undefined
}

/** The three numbers; the buttons are there once something differs. */
export function ChangeProofs({ proofs, onSaved }: ChangeProofsProps) {
  const t = useProofText()
  const language = useLanguage()
  const [typed, setTyped] = useState(() => typedOf(proofs))
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const { usual } = proofs
  const isChanged = names.some((name) => typed[name] !== `${proofs[name]}`)
  const isUsual = names.every((name) => proofs[name] === usual[name])
  const save = async (setting: Setting) => {
    const result = await send(() => setProofs(setting))
    if (result?.ok) await onSaved()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (names.some((name) => faultOf(name, typed))) return focusFirstWrong(event.currentTarget)
    const [fromPercent, least, most] = names.map((name) => Number(typed[name]))
    return save({ fromPercent: fromPercent ?? 0, least: least ?? 1, most: most ?? 1 })
  }
  const field = (name: keyof Typed) => {
    const fault = isTried ? faultOf(name, typed) : undefined
    return (
      <Field
        inputMode="numeric"
        required
        label={t(name)}
        value={typed[name]}
        error={fault && t(fault)}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value.trim() })}
      />
    )
  }
  return (
    <form aria-label={t('title')} onSubmit={submit} noValidate className="grid gap-3">
      <div className="grid items-start gap-3 sm:grid-cols-3">
        {field('fromPercent')}
        {field('least')}
        {field('most')}
      </div>
      <p className="text-sm text-soft">
        {t('usual', {
          fromPercent: usual.fromPercent,
          least: numberText(usual.least, language),
          most: numberText(usual.most, language),
        })}
        {' · '}
        {t('fromPercentHint')} {t('work')}
      </p>
      <Refused problem={problem} />
      <div className="flex flex-wrap gap-2">
        {isChanged ? <Submit pending={pending}>{t('save')}</Submit> : null}
        {isUsual || isChanged ? null : (
          <Button kind="quiet" pending={pending} onClick={() => save(usual)}>
            {t('reset')}
          </Button>
        )}
      </div>
    </form>
  )
}
