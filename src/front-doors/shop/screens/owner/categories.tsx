import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../products/owner-contract.ts'
import { categoriesQuery } from '../products/product-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useSellerText } from './text.ts'

interface Named {
  readonly categoryId?: string
  readonly name: string
}

/** The categories of a shop: their names and their order. */
export function Categories({ store }: DeskPartProps) {
  const t = useSellerText()
  const query = useQuery(categoriesQuery(store.id))
  return (
    <section aria-labelledby="categories" className="grid max-w-2xl gap-5">
      <div className="grid gap-1">
        <h2 id="categories" className="text-xl font-bold">
          {t('categories.title')}
        </h2>
        <p className="text-soft">{t('categories.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ data }) => (
          <CategoryForm
            key={data.map(({ categoryId, name }) => `${categoryId}${name}`).join()}
            marketId={store.id}
            first={data.map(({ categoryId, name }) => ({ categoryId, name }))}
          />
        )}
      </Loaded>
    </section>
  )
}

function CategoryForm({
  marketId,
  first,
}: {
  readonly marketId: string
  readonly first: readonly Named[]
}) {
  const t = useSellerText()
  const refresh = useRefreshShop()
  const { pending, problem, send } = useSend()
  const [names, setNames] = useState(first)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const categories = names
      .map((one) => ({ ...one, name: one.name.trim() }))
      .filter(({ name }) => name !== '')
    const sent = await send(() =>
      call<typeof owner.setCategories>('PUT /v1/markets/:marketId/categories', {
        params: { marketId },
        body: { categories },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    announce(t('categories.saved'))
  }
  const move = (at: number) =>
    setNames(names.with(at, names[at - 1] as Named).with(at - 1, names[at] as Named))
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <ol className="grid gap-2">
        {names.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a category is its place
          <li key={at} className="flex items-center gap-2">
            <input
              aria-label={t('categories.name', { at: at + 1 })}
              maxLength={30}
              className="field min-w-0 grow"
              value={one.name}
              onChange={({ target }) => setNames(names.with(at, { ...one, name: target.value }))}
            />
            <Button
              kind="quiet"
              className="px-3"
              disabled={at === 0}
              aria-label={t('categories.up', { name: one.name })}
              onClick={() => move(at)}
            >
              ↑
            </Button>
            <Button
              kind="quiet"
              className="px-3"
              aria-label={t('categories.remove', { name: one.name })}
              onClick={() => setNames(names.filter((_, index) => index !== at))}
            >
              ×
            </Button>
          </li>
        ))}
      </ol>
      <Refused problem={problem} />
      <div className="flex flex-wrap justify-between gap-3">
        <Button kind="quiet" onClick={() => setNames([...names, { name: '' }])}>
          {t('categories.add')}
        </Button>
        <Submit pending={pending}>{t('save')}</Submit>
      </div>
    </form>
  )
}
