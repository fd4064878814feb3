import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { NotOwner } from '../../../stores/screens/not-owner.tsx'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useIsVisible } from '../visibility.ts'
import { CapacityCard } from './capacity-card.tsx'
import { CapacityForm } from './capacity-form.tsx'
import { type Capacity, capacitiesQuery, deleteCapacity } from './shared-queries.ts'
import { useSharedText } from './text.ts'

const REFRESH_MS = 2_000

/** What is open above the list. */
type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'change' | 'remove'; readonly capacity: Capacity }

/** Capacities that several waiting rooms of an owner share. */
export function SharedCapacities() {
  const t = useSharedText()
  const me = useMe()
  const isOwner = me && me.role !== 'customer'
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      aside={
        <Link to="/desk" className={buttonLook('quiet')}>
          {t('all')}
        </Link>
      }
    >
      {me !== undefined && !isOwner ? <NotOwner isSignedIn={me !== null && !me.isGuest} /> : null}
      {isOwner ? <Capacities /> : null}
    </Page>
  )
}

function Capacities() {
  const t = useSharedText()
  const isVisible = useIsVisible()
  const query = useQuery({ ...capacitiesQuery, refetchInterval: isVisible ? REFRESH_MS : false })
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const add = <Button onClick={() => setOpen({ kind: 'add' })}>{t('add')}</Button>
  return (
    <Loaded query={query}>
      {({ data }) => (
        <div className="grid gap-5">
          {data.length === 0 ? (
            <EmptyState title={t('none')} action={add}>
              {t('noneLead')}
            </EmptyState>
          ) : (
            <>
              <div className="flex flex-wrap items-center justify-between gap-3">
                <p className="max-w-prose text-sm text-soft">{t('asOf')}</p>
                {add}
              </div>
              <ul className="grid gap-4">
                {data.map((capacity) => (
                  <li key={capacity.name}>
                    <CapacityCard
                      capacity={capacity}
                      onChange={() => setOpen({ kind: 'change', capacity })}
                      onRemove={() => setOpen({ kind: 'remove', capacity })}
                    />
                  </li>
                ))}
              </ul>
            </>
          )}
          {open?.kind === 'add' ? <CapacityForm all={data} onClose={close} /> : null}
          {open?.kind === 'change' ? (
            <CapacityForm known={open.capacity} all={data} onClose={close} />
          ) : null}
          {open?.kind === 'remove' ? <Remove name={open.capacity.name} onClose={close} /> : null}
        </div>
      )}
    </Loaded>
  )
}

function Remove({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const t = useSharedText()
  const client = useQueryClient()
  return (
    <Dialog title={t('remove.title', { name })} onClose={onClose}>
      <Confirm
        keep={t('remove.keep')}
        onKeep={onClose}
        confirm={t('remove.sure')}
        request={() => deleteCapacity(name)}
        onDone={async () => {
          onClose()
          await client.invalidateQueries({ queryKey: capacitiesQuery.queryKey })
        }}
      >
        <p>{t('remove.lead')}</p>
      </Confirm>
    </Dialog>
  )
}
