import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery, useQuery } from '../../../../web/query.ts'
import type * as contract from '../../parcels/owner-contract.ts'
import { menuText } from '../text.ts'
import {
  type DeskOrder,
  type DeskStage,
  ordersQuery,
  stages,
  useRefreshDesk,
  type Work,
  workQuery,
} from './desk-queries.ts'
import { OrderCard } from './order-card.tsx'
import { ShipmentsFile } from './shipments-file.tsx'
import { StageBar } from './stage-bar.tsx'
import { useDeskText } from './text.ts'

const REFETCH_MS = 20_000

/** The orders of a shop by what is to be done with them. */
export function Orders({ store }: DeskPartProps) {
  const t = useDeskText()
  const [stage, setStage] = useState<DeskStage>('to-pack')
  const [search, setSearch] = useState('')
  const work = useQuery({ ...workQuery(store.id), refetchInterval: REFETCH_MS })
  const query = useInfiniteQuery(ordersQuery(store.id, stage, search))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const orders = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <div className="grid gap-5">
      <h2 className="sr-only">{menuText()('tabs.orders')}</h2>
      {work.data ? <Alarms work={work.data} storeId={store.id} /> : null}
      <StageBar
        legend={t('work')}
        {...{ stages, stage }}
        nameOf={(one) => t(`works.${one}`)}
        countOf={(one) => countOf(work.data, one)}
        onStage={setStage}
      />
      <Search onSearch={setSearch} />
      <div className="no-print flex flex-wrap gap-2">
        {stage === 'to-pack' && orders.length > 0 ? (
          <PackAll marketId={store.id} orders={orders} />
        ) : null}
        <ShipmentsFile marketId={store.id} />
        <Button kind="quiet" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <Loaded query={query}>
        {() => <OrderList orders={orders} marketId={store.id} timeZone={store.timeZone} />}
      </Loaded>
      {hasNextPage ? (
        <Button
          kind="quiet"
          className="no-print justify-self-center"
          pending={isFetchingNextPage}
          onClick={fetchNextPage}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}

function Alarms({ work, storeId }: { readonly work: Work; readonly storeId: string }) {
  const t = useDeskText()
  const { returnsRequested, refundsDue } = work
  if (returnsRequested + refundsDue === 0) return null
  return (
    <Notice
      tone={refundsDue > 0 ? 'bad' : 'warn'}
      className="no-print"
      title={refundsDue > 0 ? t('dueRefunds', { count: refundsDue }) : undefined}
    >
      {returnsRequested > 0 ? <p>{t('toReturns', { count: returnsRequested })}</p> : null}
      <Link
        to="/desk/$storeId"
        params={{ storeId }}
        search={{ tab: 'returns' }}
        className={buttonLook('quiet', 'mt-2')}
      >
        {menuText()('tabs.returns')}
      </Link>
    </Notice>
  )
}

const countOf = (work: Work | undefined, stage: DeskStage): number | undefined =>
  ({
    'to-pack': work?.toPack,
    packed: work?.packed,
    shipped: work?.shipped,
    delivered: undefined,
    all: undefined,
  })[stage]

function Search({ onSearch }: { readonly onSearch: (search: string) => void }) {
  const t = useDeskText()
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(typed.trim())
  }
  return (
    <search className="no-print">
      <form onSubmit={submit} noValidate>
        <Field
          label={t('search')}
          required
          type="search"
          maxLength={60}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            if (target.value === '') onSearch('')
          }}
        />
      </form>
    </search>
  )
}

interface PackAllProps {
  readonly marketId: string
  readonly orders: readonly DeskOrder[]
}

/** All orders that are shown, once the seller has confirmed it. */
function PackAll({ marketId, orders }: PackAllProps) {
  const t = useDeskText()
  const refresh = useRefreshDesk(marketId)
  const [isOpen, setOpen] = useState(false)
  const ids = orders
    .filter(({ isWaiting }) => !isWaiting)
    .slice(0, 100)
    .map(({ orderId }) => ({ orderId }))
  if (ids.length === 0) return null
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('packAll')}
      </Button>
      {isOpen ? (
        <Dialog title={t('packAllTitle', { count: ids.length })} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('keep')}
            onKeep={() => setOpen(false)}
            confirm={t('packAll')}
            request={() =>
              call<typeof contract.packOrders>('POST /v1/markets/:marketId/packings', {
                params: { marketId },
                body: { orders: ids },
              })
            }
            onDone={async () => {
              setOpen(false)
              await refresh()
              announce(t('packed'))
            }}
          >
            <p>{t('packAllLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}

interface ListProps extends PackAllProps {
  readonly timeZone: string
}

function OrderList({ orders, marketId, timeZone }: ListProps) {
  const t = useDeskText()
  if (orders.length === 0) return <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
  return (
    <ul className="grid gap-4 lg:grid-cols-2">
      {orders.map((order) => (
        <li key={order.orderId} className="break-inside-avoid">
          <OrderCard {...{ order, marketId, timeZone }} />
        </li>
      ))}
    </ul>
  )
}
