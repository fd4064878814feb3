import { type FormEvent, useState } from 'react'
import type { DeskPartProps, StoreAnswer } from '../../../web/door.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { BusinessForm } from '../../business/screens/business-form.tsx'
import { ForGoodSaid } from '../for-good.tsx'
import { HoldTermsDesk } from '../hold-terms/hold-terms-desk.tsx'
import { PricingFields } from '../pricing-fields.tsx'
import { OnlyFor } from '../role.tsx'
import { StoreWords, type Words } from '../store-words.tsx'
import { useStoresText } from '../text.ts'
import { useDoor } from '../use-door.ts'
import { ChangeTimeZone } from './change-time-zone.tsx'
import { CloseForGood } from './close-for-good.tsx'
import { FurtherDoors } from './further-doors.tsx'
import { ReturnOrigins } from './return-origins.tsx'
import { useChange } from './use-change.ts'

/** The store's details, and closing it. */
export function Details({ store }: DeskPartProps) {
  const door = useDoor(store.door)
  return (
    <div className="grid max-w-xl gap-10">
      <ChangeWords store={store} />
      <ChangeTimeZone key={store.timeZone} store={store} />
      <FurtherDoors key={store.also.join()} store={store} />
      <HoldTermsDesk storeId={store.id} />
      <ReturnOrigins storeId={store.id} />
      <OnlyFor storeId={store.id}>
        <BusinessForm storeId={store.id} />
      </OnlyFor>
      <OnlyFor storeId={store.id}>
        {door?.stores.closesForGood ? <ClosingForGood store={store} /> : <Closing store={store} />}
      </OnlyFor>
    </div>
  )
}

function ChangeWords({ store }: { store: StoreAnswer }) {
  const t = useStoresText()
  const door = useDoor(store.door)
  const { name, kind, description, pricing } = store
  const [draft, setDraft] = useState<Words & Pick<StoreAnswer, 'pricing'>>({
    ...{ name, kind, description, pricing },
  })
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, change } = useChange(store.id)
  const edit = (changed: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changed })
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!draft.name.trim()) return focusFirstWrong(event.currentTarget)
    const { kind: known, ...words } = { ...draft, name: draft.name.trim() }
    setSaved(await change({ ...words, ...(known && { kind: known }) }))
  }
  return (
    <form onSubmit={save} noValidate className="grid gap-5">
      <h2 className="sr-only">{t('desk.details')}</h2>
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('form.saved')} /> : null}
      <StoreWords door={door} draft={draft} isTried onChange={edit} />
      {door?.stores.pricePer.length === 0 ? null : (
        <PricingFields
          door={door}
          draft={draft.pricing}
          onChange={(changed) => edit({ pricing: { ...draft.pricing, ...changed } })}
        />
      )}
      <ForGoodSaid store={store} />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('form.save')}
      </Submit>
    </form>
  )
}

/** Closes a store that may be reopened. */
function Closing({ store: { id, closed } }: { store: StoreAnswer }) {
  const t = useStoresText()
  const { pending, problem, change } = useChange(id)
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t(closed ? 'close.openTitle' : 'close.title')}</h2>
      <p className="text-soft">{t(closed ? 'close.openLead' : 'close.lead')}</p>
      <Refused problem={problem} />
      <Button
        kind={closed ? 'quiet' : 'danger'}
        pending={pending}
        onClick={() => change({ closed: !closed })}
      >
        {t(closed ? 'close.open' : 'close.button')}
      </Button>
    </section>
  )
}

function ClosingForGood({ store }: { store: StoreAnswer }) {
  const t = useStoresText()
  const [isOpen, setOpen] = useState(false)
  if (store.closed) return null
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('closeForGood.title')}</h2>
      <p className="text-soft">{t('closeForGood.lead')}</p>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('closeForGood.button')}
      </Button>
      {isOpen ? <CloseForGood store={store} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}
