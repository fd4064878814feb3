import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { useQuery } from '../../../../web/query.ts'
import type * as halls from '../../hall-contract.ts'
import { libraryQuery, useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface LibraryProps {
  readonly concertId: string
  readonly hasHall: boolean
  readonly onDone: () => void
}

/** Halls that can be taken as they are. */
export function Library({ concertId, hasHall, onDone }: LibraryProps) {
  const t = useOrganiserText()
  const refresh = useRefreshConcert(concertId)
  const query = useQuery(libraryQuery)
  const [asked, setAsked] = useState<{ readonly code: string; readonly name: string }>()
  return (
    <section aria-labelledby="library" className="grid gap-3">
      <div>
        <h2 id="library" className="text-xl font-bold">
          {t('library.title')}
        </h2>
        <p className="text-soft">{t('library.lead')}</p>
      </div>
      <Loaded query={query}>
        {({ data }) => (
          <ul className="grid gap-3 sm:grid-cols-3">
            {data.map(({ code, name, seats, levels }) => (
              <li
                key={code}
                className="grid gap-2 rounded-3xl border border-line bg-card p-4 sm:p-5"
              >
                <h3 className="font-bold">{name}</h3>
                <p className="text-sm text-soft">
                  {t('library.facts', { seats, levels: levels.join(', ') })}
                </p>
                <Button kind="quiet" onClick={() => setAsked({ code, name })}>
                  {t('library.take')}
                  <span className="sr-only">{name}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {asked ? (
        <Dialog
          title={t('library.takeTitle', { name: asked.name })}
          onClose={() => setAsked(undefined)}
        >
          <Confirm
            keep={t('keep')}
            onKeep={() => setAsked(undefined)}
            confirm={t('library.take')}
            request={() =>
              call<typeof halls.takeLibraryHall>('POST /v1/concerts/:concertId/hall/library', {
                params: { concertId },
                body: { code: asked.code },
              })
            }
            onDone={async () => {
              setAsked(undefined)
              await refresh()
              onDone()
            }}
          >
            <p>{t(hasHall ? 'library.replace' : 'library.first')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </section>
  )
}
