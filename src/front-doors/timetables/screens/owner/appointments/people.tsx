import { useState } from 'react'
import { Pictures } from '../../../../../stores/pictures/screens/desk/pictures.tsx'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../../web/kit/notice.tsx'
import { Picture } from '../../../../../web/kit/picture.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import { menuText } from '../../text.ts'
import {
  moved,
  type OwnPerson,
  type OwnService,
  peopleQuery,
  putPeople,
  refreshShown,
  servicesQuery,
} from './book-queries.ts'
import { ListRow } from './list-row.tsx'
import { PersonDialog, type SavedPeople } from './person-dialog.tsx'
import { useBookText } from './text.ts'

/** Who takes appointments at the shop, for what and when. */
export function People({ store }: DeskPartProps) {
  const t = useBookText()
  const people = useQuery(peopleQuery(store.id))
  const services = useQuery(servicesQuery(store.id))
  return (
    <div className="grid max-w-3xl gap-5">
      <h2 className="sr-only">{menuText()('tabs.people')}</h2>
      <p className="text-soft">{t('people.lead')}</p>
      <Loaded query={services}>
        {(known) => (
          <Loaded query={people}>
            {(saved) => <List shopId={store.id} people={saved.people} services={known.services} />}
          </Loaded>
        )}
      </Loaded>
    </div>
  )
}

interface ListProps {
  readonly shopId: string
  readonly people: readonly OwnPerson[]
  readonly services: readonly OwnService[]
}

function List({ shopId, people, services }: ListProps) {
  const t = useBookText()
  const client = useQueryClient()
  const [editing, setEditing] = useState<OwnPerson | 'new'>()
  const [pictured, setPictured] = useState<OwnPerson>()
  const [left, setLeft] = useState<number>()
  const { problem, send } = useSend()
  const { queryKey } = peopleQuery(shopId)
  const onSaved = async ({ leftBookings, ...answer }: SavedPeople) => {
    client.setQueryData(queryKey, answer)
    setEditing(undefined)
    setLeft(leftBookings)
    await refreshShown(client, shopId)
  }
  const move = async (at: number, by: 1 | -1) => {
    const sent = await send(() => putPeople(shopId, moved(people, at, by)))
    if (sent?.ok) await onSaved(sent.answer)
  }
  return (
    <>
      <Refused problem={problem} />
      {left === undefined ? null : (
        <Notice tone={left > 0 ? 'warn' : 'good'} title={t('people.left', { count: left })} />
      )}
      {people.length === 0 ? (
        <EmptyState title={t('people.none')}>{t('people.noneLead')}</EmptyState>
      ) : (
        <ul className="grid gap-2">
          {people.map((person, at) => (
            <ListRow
              key={person.id}
              name={person.name}
              onUp={at > 0 ? () => void move(at, -1) : undefined}
              onDown={at < people.length - 1 ? () => void move(at, 1) : undefined}
            >
              <Row
                person={person}
                onChange={() => setEditing(person)}
                onPictures={() => setPictured(person)}
              />
            </ListRow>
          ))}
        </ul>
      )}
      <Button className="justify-self-start" onClick={() => setEditing('new')}>
        {t('people.add')}
      </Button>
      {editing ? (
        <PersonDialog
          {...{ shopId, people, services, onSaved }}
          known={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      {pictured ? (
        <Dialog
          wide
          title={t('people.picturesOf', { name: pictured.name })}
          onClose={() => setPictured(undefined)}
        >
          <Pictures
            storeId={shopId}
            of={pictured.id}
            onChanged={() => void client.invalidateQueries({ queryKey })}
          />
        </Dialog>
      ) : null}
    </>
  )
}

interface RowProps {
  readonly person: OwnPerson
  readonly onChange: () => void
  readonly onPictures: () => void
}

function Row({ person: { name, image, serviceIds }, onChange, onPictures }: RowProps) {
  const t = useBookText()
  return (
    <>
      <div className="flex items-center gap-3">
        {image ? (
          <Picture image={image} as="row" decorative className="size-11 rounded-full" />
        ) : null}
        <p className="grid">
          <span className="font-semibold">{name}</span>
          <span className="text-sm text-soft">
            {t('people.count', { count: serviceIds.length })}
          </span>
        </p>
      </div>
      <div className="flex flex-wrap">
        <Button
          kind="plain"
          className="px-3"
          onClick={onPictures}
          aria-label={t('people.picturesOf', { name })}
        >
          {t('people.pictures')}
        </Button>
        <Button kind="plain" className="px-3" onClick={onChange}>
          {t('people.change', { name })}
        </Button>
      </div>
    </>
  )
}
