import { type FormEvent, useState } from 'react'
import { minorPerMajor } from '../../../../kernel/format.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import { PriceField } from '../../../../stores/screens/price-field.tsx'
import { PricingSaid } from '../../../../stores/screens/pricing-said.tsx'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as halls from '../../hall-contract.ts'
import { LevelMark } from '../seats/level-mark.tsx'
import { HallRefused } from './hall-refused.tsx'
import { type HallView, type OwnLevel, useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface LevelsProps {
  readonly concertId: string
  readonly currency: HallView['currency']
  readonly levels: readonly OwnLevel[]
}

interface Typed {
  readonly key: number
  readonly code: string
  readonly name: string
  readonly price: string
}

const isCode = (code: string): boolean => /^[A-Za-z0-9가-힣]{1,12}$/.test(code)

/** All price levels in one form, the dearest first. */
export function Levels({ concertId, currency, levels }: LevelsProps) {
  const t = useOrganiserText()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshConcert(concertId)
  const [isTried, setTried] = useState(false)
  const [typed, setTyped] = useState<readonly Typed[]>(() =>
    levels.map(({ code, name, price }, key) => ({
      ...{ key, code, name },
      price: String(price / minorPerMajor(currency)),
    })),
  )
  const change = (key: number, part: Partial<Typed>) =>
    setTyped(typed.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const add = () =>
    setTyped([
      ...typed,
      { key: Math.max(0, ...typed.map(({ key }) => key)) + 1, code: '', name: '', price: '' },
    ])
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const sent = typed.flatMap(({ code, name, price: text }) => {
      const price = priceOf(text, currency)
      return isCode(code) && name.trim() && price !== undefined
        ? [{ code, name: name.trim(), price }]
        : []
    })
    if (sent.length < typed.length) return focusFirstWrong(event.currentTarget)
    const answer = await send(() =>
      call<typeof halls.putLevels>('PUT /v1/concerts/:concertId/price-levels', {
        params: { concertId },
        body: { levels: sent.toSorted((one, other) => other.price - one.price) },
      }),
    )
    if (!answer?.ok) return
    await refresh()
    announce(t('levels.saved'))
  }
  return (
    <form noValidate onSubmit={save} aria-labelledby="levels" className="grid gap-4">
      <div>
        <h2 id="levels" className="text-xl font-bold">
          {t('levels.title')}
        </h2>
        <p className="text-soft">{t('levels.lead')}</p>
        <PricingSaid storeId={concertId} />
      </div>
      <ul className="grid gap-3">
        {typed.map((one, level) => (
          <li key={one.key} className="rounded-3xl border border-line bg-card p-4">
            <LevelFields
              {...{ one, level, currency, isTried }}
              onChange={(part) => change(one.key, part)}
              onRemove={() => setTyped(typed.filter(({ key }) => key !== one.key))}
            />
          </li>
        ))}
      </ul>
      <HallRefused problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button kind="quiet" onClick={add}>
          {t('levels.add')}
        </Button>
        {typed.length > 0 ? <Submit pending={pending}>{t('levels.save')}</Submit> : null}
      </div>
    </form>
  )
}

interface LevelFieldsProps extends Pick<LevelsProps, 'currency'> {
  readonly one: Typed
  readonly level: number
  readonly isTried: boolean
  readonly onChange: (part: Partial<Typed>) => void
  readonly onRemove: () => void
}

function LevelFields({ one, level, currency, isTried, onChange, onRemove }: LevelFieldsProps) {
  const t = useOrganiserText()
  return (
    <div className="grid items-start gap-3 sm:grid-cols-[auto_7rem_minmax(0,1fr)_minmax(0,1fr)_auto]">
      <span className="pt-10 max-sm:hidden">
        <LevelMark level={level} />
      </span>
      <Field
        label={t('levels.code')}
        required
        maxLength={12}
        value={one.code}
        error={isTried && !isCode(one.code) ? t('levels.codeWrong') : undefined}
        onChange={({ target }) => onChange({ code: target.value })}
      />
      <Field
        label={t('levels.name')}
        required
        maxLength={40}
        value={one.name}
        error={isTried && !one.name.trim() ? t('levels.nameMissing') : undefined}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <PriceField
        label={t('levels.price')}
        typed={one.price}
        onType={(price) => onChange({ price })}
        {...{ currency, isTried }}
      />
      <Button kind="plain" className="sm:mt-7" onClick={onRemove}>
        {t('remove')}
        <span className="sr-only">{one.name}</span>
      </Button>
    </div>
  )
}
