import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Currency } from '../../../../kernel/money.ts'
import { call, type ProblemBody } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong, TextArea } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import type * as contract from '../../contract.ts'
import type * as owner from '../../owner-contract.ts'
import { myRestaurantsQuery } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

const currencies: readonly Currency[] = ['KRW', 'JPY', 'USD', 'EUR']
const timeZones = [
  'Asia/Seoul',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'Asia/Seoul'),
]

/** What has to be said before a restaurant opens; its pictures and times come after. */
export function OpenRestaurant({ onClose }: { onClose: () => void }) {
  const t = useOwnerText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [draft, setDraft] = useState({ name: '', description: '', timeZone: 'Asia/Seoul' })
  const [currency, setCurrency] = useState<Currency>('KRW')
  const [isNameMissing, setNameMissing] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const [pending, setPending] = useState(false)

  const open = async (event: FormEvent) => {
    event.preventDefault()
    setNameMissing(!draft.name.trim())
    if (!draft.name.trim()) return focusFirstWrong(event.currentTarget)
    if (pending) return
    setPending(true)
    const result = await call<typeof owner.openRestaurant>('POST /v1/restaurants', {
      body: { ...draft, name: draft.name.trim(), currency },
    })
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    await client.invalidateQueries({ queryKey: myRestaurantsQuery.queryKey })
    await navigate({
      to: '/owner/$restaurantId',
      params: { restaurantId: result.answer.id },
      search: { tab: 'times' },
    })
  }
  return (
    <Dialog title={t('mine.openTitle')} onClose={onClose}>
      <form onSubmit={open} noValidate className="grid gap-5">
        {problem ? <Notice tone="bad" title={problem.title} /> : null}
        <Field
          label={t('form.name')}
          required
          maxLength={80}
          value={draft.name}
          error={isNameMissing ? t('form.nameMissing') : undefined}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <TextArea
          label={t('form.description')}
          hint={t('form.descriptionHint')}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => setDraft({ ...draft, description: event.target.value })}
        />
        <Select
          label={t('form.timeZone')}
          hint={t('form.timeZoneHint')}
          required
          value={draft.timeZone}
          onChange={(event) => setDraft({ ...draft, timeZone: event.target.value })}
        >
          {timeZones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
        <Select
          label={t('form.currency')}
          hint={t('form.currencyHint')}
          required
          value={currency}
          onChange={(event) => setCurrency(event.target.value as Currency)}
        >
          {currencies.map((code) => (
            <option key={code} value={code}>
              {t(`form.currencies.${code}`)} ({code})
            </option>
          ))}
        </Select>
        <div className="flex flex-wrap justify-end gap-3">
          <Button kind="quiet" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Submit pending={pending}>{t('mine.open')}</Submit>
        </div>
      </form>
    </Dialog>
  )
}
