import { type FormEvent, useState } from 'react'
import type { BodyOf } from '../../../../kernel/endpoint.ts'
import { ForGoodSaid } from '../../../../orders/screens/desk/for-good.tsx'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Field, TextArea } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { useOwnerText } from './text.ts'

type Restaurant = RestaurantAnswer['restaurant']

/** Name, description, and whether it is open at all. */
export const Details = ({ restaurant }: RestaurantAnswer) => (
  <div className="grid max-w-xl gap-10">
    <Words restaurant={restaurant} />
    <ClosedForGood restaurant={restaurant} />
  </div>
)

/** Changes the restaurant and fetches again whatever shows it. */
function useChange(restaurantId: string) {
  const client = useQueryClient()
  const { send, ...sending } = useSend()
  const change = async (body: BodyOf<typeof owner.changeRestaurant>) => {
    const sent = await send(() =>
      call<typeof owner.changeRestaurant>('PATCH /v1/restaurants/:restaurantId', {
        params: { restaurantId },
        body,
      }),
    )
    if (!sent?.ok) return false
    await client.invalidateQueries({ queryKey: ['restaurants'] })
    await client.invalidateQueries({ queryKey: ['owner'] })
    return true
  }
  return { ...sending, change }
}

function Words({ restaurant }: { restaurant: Restaurant }) {
  const t = useOwnerText()
  const [name, setName] = useState(restaurant.name)
  const [description, setDescription] = useState(restaurant.description)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, change } = useChange(restaurant.id)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) setSaved(await change({ name: name.trim(), description }))
  }
  return (
    <form onSubmit={save} noValidate className="grid gap-5">
      <h2 className="sr-only">{t('tabs.details')}</h2>
      <Refused problem={problem} />
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
      <ForGoodSaid store={restaurant} />
      <Submit pending={pending} className="justify-self-start">
        {t('form.save')}
      </Submit>
    </form>
  )
}

function ClosedForGood({ restaurant: { id, closed } }: { restaurant: Restaurant }) {
  const t = useOwnerText()
  const { pending, problem, change } = useChange(id)
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">
        {t(closed ? 'details.openTitle' : 'details.closeTitle')}
      </h2>
      <p className="text-soft">{t(closed ? 'details.openLead' : 'details.closeLead')}</p>
      <Refused problem={problem} />
      <Button
        kind={closed ? 'quiet' : 'danger'}
        pending={pending}
        onClick={() => change({ closed: !closed })}
      >
        {t(closed ? 'details.open' : 'details.close')}
      </Button>
    </section>
  )
}
