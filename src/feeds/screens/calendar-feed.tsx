import { useState } from 'react'
import { dayLongText, wallDateAt } from '../../kernel/format.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../web/kit/button.tsx'
import { Confirm } from '../../web/kit/confirm.tsx'
import { CopyButton } from '../../web/kit/copy-button.tsx'
import { Dialog } from '../../web/kit/dialog.tsx'
import { Field } from '../../web/kit/field.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import { feedQuery, makeFeed, removeFeed } from './feed-requests.ts'
import { useFeedsText } from './text.ts'

interface FeedProps {
  /** A store that the reader works at; left out: their own bookings. */
  readonly storeId?: string
}

/** An address at which calendar programs read bookings: made, shown once, replaced and removed here. */
export function CalendarFeed({ storeId }: FeedProps) {
  const t = useFeedsText()
  const of = storeId === undefined ? 'own' : 'store'
  const query = useQuery(feedQuery(storeId))
  return (
    <section className="grid max-w-xl gap-4 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t(`${of}.title`)}</h2>
      <p className="text-soft">{t(`${of}.lead`)}</p>
      <Loaded query={query}>{({ madeAt }) => <Address storeId={storeId} madeAt={madeAt} />}</Loaded>
    </section>
  )
}

interface AddressProps {
  readonly storeId: string | undefined
  readonly madeAt: string | null
}

function Address({ storeId, madeAt }: AddressProps) {
  const t = useFeedsText()
  const language = useLanguage()
  const client = useQueryClient()
  const [url, setUrl] = useState('')
  const [asks, setAsks] = useState<'again' | 'remove'>()
  const { pending, problem, send } = useSend()
  const changed = async (newUrl: string) => {
    setAsks(undefined)
    setUrl(newUrl)
    await client.invalidateQueries({ queryKey: feedQuery(storeId).queryKey })
  }
  const make = async () => {
    const sent = await send(() => makeFeed(storeId))
    if (sent?.ok) await changed(sent.answer.url)
  }
  if (!madeAt)
    return (
      <>
        <Refused problem={problem} />
        <Button className="justify-self-start" pending={pending} onClick={make}>
          {t('make')}
        </Button>
      </>
    )
  const timeZone = ownZone()
  return (
    <>
      {url ? <NewAddress url={url} /> : null}
      <p className="text-soft">
        {t('made', { day: dayLongText(wallDateAt(new Date(madeAt), timeZone), language) })}
      </p>
      <div className="flex flex-wrap gap-3">
        <Button kind="quiet" onClick={() => setAsks('again')}>
          {t('again')}
        </Button>
        <Button kind="danger" onClick={() => setAsks('remove')}>
          {t('remove')}
        </Button>
      </div>
      {asks ? (
        <Asking storeId={storeId} asks={asks} onKeep={() => setAsks(undefined)} onDone={changed} />
      ) : null}
    </>
  )
}

interface AskingProps {
  readonly storeId: string | undefined
  readonly asks: 'again' | 'remove'
  readonly onKeep: () => void
  readonly onDone: (url: string) => Promise<void>
}

/** Confirms what ends the present address. */
function Asking({ storeId, asks, onKeep, onDone }: AskingProps) {
  const t = useFeedsText()
  const said = { keep: t('keep'), onKeep, confirm: t(asks) }
  return (
    <Dialog title={t(`${asks}Title`)} onClose={onKeep}>
      {asks === 'again' ? (
        <Confirm
          {...said}
          request={() => makeFeed(storeId)}
          onDone={({ url }: { url: string }) => onDone(url)}
        >
          <p>{t('againLead')}</p>
        </Confirm>
      ) : (
        <Confirm
          {...said}
          request={() => removeFeed(storeId)}
          onDone={async () => {
            await onDone('')
            announce(t('removed'))
          }}
        >
          <p>{t('removeLead')}</p>
        </Confirm>
      )}
    </Dialog>
  )
}

/** A new address, which only its maker sees, now. */
function NewAddress({ url }: { readonly url: string }) {
  const t = useFeedsText()
  return (
    <div className="grid gap-3 rounded-3xl border border-line bg-card p-5">
      <Field
        label={t('url')}
        readOnly
        required
        value={url}
        onFocus={({ target }) => target.select()}
        hint={t('secret')}
      />
      <div className="flex flex-wrap items-center gap-3">
        <a href={url.replace(/^https?:/, 'webcal:')} className={buttonLook()}>
          {t('subscribe')}
        </a>
        <CopyButton text={url} kind="quiet" copied={t('copied')} notCopied={t('notCopied')}>
          {t('copy')}
        </CopyButton>
      </div>
    </div>
  )
}
