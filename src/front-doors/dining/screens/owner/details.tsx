import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type ProblemBody } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Field, TextArea } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import type * as contract from '../../contract.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { useOwnerText } from './text.ts'

type Change = { name?: string; description?: string; closed?: boolean }

/** Name, description, and whether it is open at all. */
export function Details({ restaurant }: RestaurantAnswer) {
  const t = useOwnerText()
  const client = useQueryClient()
  const [name, setName] = useState(restaurant.name)
  const [description, setDescription] = useState(restaurant.description)
  const [problem, setProblem] = useState<ProblemBody>()
  const [isSaved, setSaved] = useState(false)
  const [pending, setPending] = useState(false)

  const change = async (body: Change) => {
    setPending(true)
    const result = await call<typeof owner.changeRestaurant>(
      'PATCH /v1/restaurants/:restaurantId',
      { params: { restaurantId: restaurant.id }, body },
    )
    setPending(false)
    setSaved(result.ok)
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    await client.invalidateQueries({ queryKey: ['restaurants'] })
    await client.invalidateQueries({ queryKey: ['owner'] })
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!pending && name.trim()) await change({ name: name.trim(), description })
  }
  return (
    <div className="grid max-w-xl gap-10">
      <form onSubmit={save} noValidate className="grid gap-5">
        <h2 className="sr-only">{t('tabs.details')}</h2>
        {problem ? <Notice tone="bad" title={problem.title} /> : null}
        {isSaved ? <Notice tone="good" title={t('form.saved')} /> : null}
        <Field
          label={t('form.name')}
          required
          maxLength={80}
          value={name}
          error={name.trim() ? undefined : t('form.nameMissing')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={t('form.description')}
          hint={t('form.descriptionHint')}
          maxLength={2000}
          counted
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <p className="text-sm text-soft">
          {t('form.timeZone')}: {restaurant.timeZone} · {t('form.currency')}:{' '}
          {t(`form.currencies.${restaurant.currency}`)}
        </p>
        <Submit pending={pending} className="justify-self-start">
          {t('form.save')}
        </Submit>
      </form>
      <section className="grid justify-items-start gap-3 border-t border-line pt-8">
        <h2 className="text-xl font-bold">
          {t(restaurant.closed ? 'details.openTitle' : 'details.closeTitle')}
        </h2>
        <p className="text-soft">
          {t(restaurant.closed ? 'details.openLead' : 'details.closeLead')}
        </p>
        <Button
          kind={restaurant.closed ? 'quiet' : 'danger'}
          pending={pending}
          onClick={() => change({ closed: !restaurant.closed })}
        >
          {t(restaurant.closed ? 'details.open' : 'details.close')}
        </Button>
      </section>
    </div>
  )
}
