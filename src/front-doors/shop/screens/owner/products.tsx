import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Pictures } from '../../../../stores/pictures/screens/desk/pictures.tsx'
import { OnlyFor } from '../../../../stores/screens/role.tsx'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps, StoreAnswer } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Refused, Tag } from '../../../../web/kit/notice.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../products/owner-contract.ts'
import { ChoosePictures, sendPictures } from './choose-pictures.tsx'
import { type OwnProduct, onTab, ownProductQuery, useRefreshShop } from './owner-queries.ts'
import { draftOf, emptyDraft } from './product-draft.ts'
import { ProductForm } from './product-form.tsx'
import { OwnProductList } from './product-list.tsx'
import { StockLine } from './stock-line.tsx'
import { useSellerText } from './text.ts'

const NEW = 'new'

/** All products of a shop; a new one; or one of them, as the address says. */
export function Products({ store }: DeskPartProps) {
  const { subject } = useSearch({ from: '/desk/$storeId' })
  if (subject === NEW) return <AddProduct store={store} />
  if (subject) return <OwnProductPage key={subject} store={store} productId={subject} />
  return (
    <div className="grid gap-5">
      <OwnProductList store={store} />
    </div>
  )
}

function AddProduct({ store }: { readonly store: StoreAnswer }) {
  const t = useSellerText()
  const navigate = useNavigate()
  const refresh = useRefreshShop()
  const [files, setFiles] = useState<readonly File[]>([])
  return (
    <section aria-labelledby="add-product" className="grid gap-5">
      <h2 id="add-product" className="text-xl font-bold">
        {t('form.addTitle')}
      </h2>
      <ProductForm
        store={store}
        first={emptyDraft()}
        save={t('form.add')}
        pictures={<ChoosePictures files={files} onChoose={setFiles} />}
        onCancel={() => navigate({ to: '.', search: onTab() })}
        onSave={async (body, send) => {
          const sent = await send(() =>
            call<typeof owner.addProduct>('POST /v1/markets/:marketId/products', {
              params: { marketId: store.id },
              key: newKey(),
              body,
            }),
          )
          if (!sent?.ok) return false
          const { productId, title } = sent.answer
          const areSent = await sendPictures({ storeId: store.id, of: productId }, title, files)
          await refresh()
          await navigate({ to: '.', search: onTab(productId), replace: true })
          announce(t(areSent ? 'form.added' : 'form.addedWithoutPictures'))
          return true
        }}
      />
    </section>
  )
}

interface OwnProductPageProps {
  readonly store: StoreAnswer
  readonly productId: string
}

function OwnProductPage({ store, productId }: OwnProductPageProps) {
  const t = useSellerText()
  const query = useQuery(ownProductQuery(store.id, productId))
  return (
    <div className="grid gap-5">
      <Link
        to="."
        search={onTab()}
        className="w-fit py-2 font-semibold text-accent hover:underline"
      >
        ← {t('back')}
      </Link>
      <Loaded query={query}>{(product) => <ProductParts {...{ store, product }} />}</Loaded>
    </div>
  )
}

interface ProductPartsProps {
  readonly store: StoreAnswer
  readonly product: OwnProduct
}

function ProductParts({ store, product }: ProductPartsProps) {
  const t = useSellerText()
  const [isChanging, setChanging] = useState(false)
  const refresh = useRefreshShop()
  if (isChanging)
    return <ChangeProduct {...{ store, product }} onClose={() => setChanging(false)} />
  const { marketId, productId, title, hidden, variants } = product
  return (
    <div className="grid gap-8">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-2">
          <p>
            <Tag tone={hidden ? 'warn' : 'good'}>{t(hidden ? 'hidden' : 'shown')}</Tag>
          </p>
          <h2 className="text-2xl font-extrabold">{title}</h2>
        </div>
        <div className="flex flex-wrap gap-3">
          {hidden ? null : (
            <Link
              to="/market/$marketId/products/$productId"
              params={{ marketId, productId }}
              className={buttonLook('quiet')}
            >
              {t('seePage')}
            </Link>
          )}
          <OnlyFor storeId={marketId} right="manager">
            <Button kind="quiet" onClick={() => setChanging(true)}>
              {t('change')}
            </Button>
          </OnlyFor>
        </div>
      </div>
      <OnlyFor storeId={marketId} right="manager">
        <HideOrShow product={product} />
        <section aria-labelledby="product-pictures" className="grid gap-4">
          <h3 id="product-pictures" className="text-xl font-bold">
            {t('pictures')}
          </h3>
          <Pictures storeId={marketId} of={productId} none={t('noPictures')} onChanged={refresh} />
        </section>
      </OnlyFor>
      <section aria-labelledby="product-stock" className="grid gap-2">
        <h3 id="product-stock" className="text-xl font-bold">
          {t('stock.heading')}
        </h3>
        <ul className="max-w-2xl divide-y divide-line border-y border-line">
          {variants.map((variant) => (
            <li key={variant.variantId}>
              <StockLine {...{ product, variant }} timeZone={store.timeZone} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function HideOrShow({ product: { marketId, productId, hidden } }: { product: OwnProduct }) {
  const t = useSellerText()
  const refresh = useRefreshShop()
  const { pending, problem, send } = useSend()
  const change = async () => {
    const sent = await send(() =>
      call<typeof owner.changeProduct>('PATCH /v1/markets/:marketId/products/:productId', {
        params: { marketId, productId },
        body: { hidden: !hidden },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    announce(t(hidden ? 'nowShown' : 'nowHidden'))
  }
  return (
    <div className="grid justify-items-start gap-3">
      {hidden ? <Notice tone="warn">{t('hiddenLead')}</Notice> : null}
      <Button kind={hidden ? 'primary' : 'quiet'} pending={pending} onClick={change}>
        {t(hidden ? 'show' : 'hide')}
      </Button>
      <Refused problem={problem} />
    </div>
  )
}

function ChangeProduct({
  store,
  product,
  onClose,
}: ProductPartsProps & { readonly onClose: () => void }) {
  const t = useSellerText()
  const refresh = useRefreshShop()
  // The product may change while it is edited; what was shown at first stays.
  const [first] = useState(() => draftOf(product, store.currency))
  const params = { marketId: product.marketId, productId: product.productId }
  return (
    <section aria-labelledby="change-product" className="grid gap-5">
      <h2 id="change-product" className="text-xl font-bold">
        {t('form.changeTitle')}
      </h2>
      <ProductForm
        store={store}
        first={first}
        save={t('save')}
        onCancel={onClose}
        onSave={async (body, send) => {
          const sent = await send(() =>
            call<typeof owner.changeProduct>('PATCH /v1/markets/:marketId/products/:productId', {
              params,
              body,
            }),
          )
          if (!sent?.ok) return false
          await refresh()
          onClose()
          announce(t('form.changed'))
          return true
        }}
      />
    </section>
  )
}
