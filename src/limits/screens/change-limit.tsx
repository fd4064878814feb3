import { type FormEvent, useState } from 'react'
import { numberText } from '../../kernel/format.ts'
import { Button, Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { useSend } from '../../web/use-send.ts'
import { type Limit, setLimit } from './limit-queries.ts'
import { useLimitText } from './text.ts'

interface ChangeLimitProps {
  readonly limit: Limit
  readonly label: string
  readonly onSaved: () => Promise<void>
}

const MOST = 1_000_000
const isCount = (text: string): boolean =>
  /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST

/** Both numbers of a limit; the buttons are there once something differs. */
export function ChangeLimit({ limit, label, onSaved }: ChangeLimitProps) {
  const t = useLimitText()
  const language = useLanguage()
  const [burst, setBurst] = useState(`${limit.burst}`)
  const [perHour, setPerHour] = useState(`${limit.perHour}`)
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isChanged = burst !== `${limit.burst}` || perHour !== `${limit.perHour}`
  const { usual } = limit
  const isUsual = limit.burst === usual.burst && limit.perHour === usual.perHour
  const save = async (body: { burst: number; perHour: number }) => {
    const result = await send(() => setLimit(limit.name, body))
    if (result?.ok) await onSaved()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isCount(burst) || !isCount(perHour)) return focusFirstWrong(event.currentTarget)
    return save({ burst: Number(burst), perHour: Number(perHour) })
  }
  const errorOf = (text: string) => (isTried && !isCount(text) ? t('range') : undefined)
  const number = { inputMode: 'numeric', required: true } as const
  return (
    <form aria-label={label} onSubmit={submit} noValidate className="grid gap-3">
      <div className="grid grid-cols-2 items-start gap-3">
        <Field
          {...number}
          label={t('burst')}
          value={burst}
          error={errorOf(burst)}
          onChange={(event) => setBurst(event.target.value.trim())}
        />
        <Field
          {...number}
          label={t('perHour')}
          value={perHour}
          error={errorOf(perHour)}
          onChange={(event) => setPerHour(event.target.value.trim())}
        />
      </div>
      <p className="text-sm text-soft">
        {t('usual', {
          burst: numberText(usual.burst, language),
          perHour: numberText(usual.perHour, language),
        })}
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
