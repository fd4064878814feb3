import { useState } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { useQuery } from '../../../../web/query.ts'
import { hallQuery } from '../seats/seat-queries.ts'
import { CsvImport } from './csv-import.tsx'
import { HallEditor } from './hall-editor.tsx'
import { Levels } from './levels.tsx'
import { Library } from './library.tsx'
import { type HallView, levelsQuery, type OwnLevel, ownHallQuery } from './owner-queries.ts'
import { Preview } from './preview.tsx'
import { useOrganiserText } from './text.ts'

/** The hall: its price levels, its map, and the three ways to lay it out. */
export function Hall({ store }: DeskPartProps) {
  const hall = useQuery(ownHallQuery(store.id))
  const levels = useQuery(levelsQuery(store.id))
  return (
    <Loaded query={levels}>
      {({ data }) => (
        <Loaded query={hall}>
          {(known) => (
            <Parts concertId={store.id} currency={store.currency} levels={data} hall={known} />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

interface PartsProps {
  readonly concertId: string
  readonly currency: HallView['currency']
  readonly levels: readonly OwnLevel[]
  readonly hall: HallView | null
}

function Parts({ concertId, currency, levels, hall }: PartsProps) {
  const t = useOrganiserText()
  const [isEditing, setEditing] = useState(false)
  const map = useQuery({ ...hallQuery(concertId, hall?.version ?? 0), enabled: hall !== null })
  const done = () => {
    setEditing(false)
    announce(t('hall.saved'))
  }
  if (isEditing && (map.data || hall === null))
    return (
      <HallEditor
        {...{ concertId, currency, levels }}
        hall={map.data}
        onClose={() => setEditing(false)}
        onDone={done}
      />
    )
  return (
    <div className="grid gap-8">
      <Levels key={levels.map(({ code }) => code).join()} {...{ concertId, currency, levels }} />
      <section aria-labelledby="hall" className="grid gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div>
            <h2 id="hall" className="text-xl font-bold">
              {hall?.name || t('hall.title')}
            </h2>
            <p className="text-soft">
              {hall
                ? t('hall.facts', { seats: hall.seats, sections: hall.sections.length })
                : t('hall.noneLead')}
            </p>
          </div>
          {levels.length > 0 ? (
            <Button onClick={() => setEditing(true)}>{t(hall ? 'hall.edit' : 'hall.make')}</Button>
          ) : null}
        </div>
        {map.data ? <Preview hall={map.data} /> : null}
      </section>
      <Library concertId={concertId} hasHall={hall !== null} onDone={done} />
      <CsvImport concertId={concertId} name={hall?.name ?? ''} seats={hall?.seats ?? 0} />
    </div>
  )
}
