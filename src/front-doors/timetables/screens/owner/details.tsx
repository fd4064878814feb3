import { type FormEvent, useState } from 'react'
import { ForGoodSaid } from '../../../../orders/screens/desk/for-good.tsx'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { type Card, shopsQuery } from '../shops/shop-queries.ts'
import { CloseShop } from './close-shop.tsx'
import { useRefreshShop } from './owner-queries.ts'
import { ShopWords, type Words } from './shop-words.tsx'
import { useOwnerText } from './text.ts'

/** What the shop says of itself, and the way to close it for good. */
export const Details = ({ shop }: { readonly shop: Card }) => (
  <div className="grid max-w-xl gap-10">
    <ChangeWords shop={shop} />
    {shop.closed ? null : <ForGoodClosing shop={shop} />}
  </div>
)

function ChangeWords({ shop }: { shop: Card }) {
  const t = useOwnerText()
  const { name, kind, description } = shop
  const [draft, setDraft] = useState<Words>({ name, kind, description })
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const client = useQueryClient()
  const refresh = useRefreshShop(shop.id)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!draft.name.trim()) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof owner.changeShop>('PATCH /v1/shops/:shopId', {
        params: { shopId: shop.id },
        body: { ...draft, name: draft.name.trim() },
      }),
    )
    setSaved(sent?.ok === true)
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: shopsQuery.queryKey })
    await refresh()
  }
  return (
    <form onSubmit={save} noValidate className="grid gap-5">
      <h2 className="sr-only">{t('tabs.details')}</h2>
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('form.saved')} /> : null}
      <ShopWords
        draft={draft}
        isTried
        onChange={(changed) => {
          setDraft({ ...draft, ...changed })
          setSaved(false)
        }}
      />
      <ForGoodSaid store={shop} />
      <Submit pending={pending} className="justify-self-start">
        {t('form.save')}
      </Submit>
    </form>
  )
}

function ForGoodClosing({ shop }: { shop: Card }) {
  const t = useOwnerText()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="grid justify-items-start gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('close.title')}</h2>
      <p className="text-soft">{t('close.lead')}</p>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t('close.button')}
      </Button>
      {isOpen ? <CloseShop shop={shop} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}
