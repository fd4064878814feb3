import { useState } from 'react'
import { dayText, wallDateAt } from '../../../kernel/format.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Tag } from '../../../web/kit/notice.tsx'
import { Loading, Skeleton } from '../../../web/kit/states.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import type * as contract from '../../passkeys/contract.ts'
import { ConfirmDialog } from '../second-factor/confirm-dialog.tsx'
import { type Asked, askedBy } from '../second-factor/confirm-fields.tsx'
import { factorQuery } from '../second-factor/factor-query.ts'
import { AddPasskey } from './add-passkey.tsx'
import { hasPasskeys } from './ceremony.ts'
import { type Passkey, passkeysQuery } from './passkey-queries.ts'
import { RenamePasskey } from './rename-passkey.tsx'
import { usePasskeyText } from './text.ts'

type Doing =
  | { readonly what: 'add' }
  | { readonly what: 'rename' | 'remove'; readonly passkey: Passkey }

/** The passkeys of the reader. */
export function Passkeys() {
  const t = usePasskeyText()
  const client = useQueryClient()
  const query = useQuery(passkeysQuery)
  const asked = askedBy(useQuery(factorQuery).data?.confirmedBy ?? 'password')
  const [doing, setDoing] = useState<Doing>()
  const onDone = async (said: 'added' | 'renamed' | 'removed') => {
    setDoing(undefined)
    announce(t(said))
    await client.invalidateQueries(passkeysQuery)
    await client.invalidateQueries(factorQuery)
  }
  return (
    <section className="grid gap-3">
      <h2 className="text-xl font-bold">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      <Loaded
        query={query}
        loading={
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        }
      >
        {({ data }) => <List passkeys={data} onDo={setDoing} />}
      </Loaded>
      {hasPasskeys() ? (
        <Button
          kind="quiet"
          className="justify-self-start"
          onClick={() => setDoing({ what: 'add' })}
        >
          {t('add')}
        </Button>
      ) : (
        <p>{t('unsupported')}</p>
      )}
      <Doings doing={doing} asked={asked} onClose={() => setDoing(undefined)} onDone={onDone} />
    </section>
  )
}

interface DoingsProps {
  readonly doing: Doing | undefined
  readonly asked: Asked
  readonly onClose: () => void
  readonly onDone: (said: 'added' | 'renamed' | 'removed') => unknown
}

function Doings({ doing, asked, onClose, onDone }: DoingsProps) {
  const t = usePasskeyText()
  if (!doing) return null
  if (doing.what === 'add')
    return <AddPasskey asked={asked} onClose={onClose} onDone={() => onDone('added')} />
  const { what, passkey } = doing
  if (what === 'rename')
    return <RenamePasskey passkey={passkey} onClose={onClose} onDone={() => onDone('renamed')} />
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: passkey.name })}
      lead={t('removeLead')}
      asked={asked}
      keep={t('cancel')}
      confirm={t('remove')}
      isDangerous
      request={(body) =>
        call<typeof contract.removePasskey>('DELETE /v1/me/passkeys/:passkeyId', {
          params: { passkeyId: passkey.id },
          body,
        })
      }
      onClose={onClose}
      onDone={() => onDone('removed')}
    />
  )
}

interface ListProps {
  readonly passkeys: readonly Passkey[]
  readonly onDo: (doing: Doing) => void
}

function List({ passkeys, onDo }: ListProps) {
  const t = usePasskeyText()
  if (passkeys.length === 0) return <p className="text-soft">{t('none')}</p>
  return (
    <ul className="grid divide-y divide-line rounded-3xl border border-line bg-card px-6">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="grid gap-2 py-4">
          <About passkey={passkey} />
          <div className="flex flex-wrap gap-3">
            <Button
              kind="quiet"
              aria-label={t('renameOf', { name: passkey.name })}
              onClick={() => onDo({ what: 'rename', passkey })}
            >
              {t('rename')}
            </Button>
            <Button
              kind="danger"
              aria-label={t('removeOf', { name: passkey.name })}
              onClick={() => onDo({ what: 'remove', passkey })}
            >
              {t('remove')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}

function About({ passkey: { name, isSynced, lastUsedAt, regressedAt } }: { passkey: Passkey }) {
  const t = usePasskeyText()
  const language = useLanguage()
  const timeZone = ownZone()
  const dayOf = (at: string) => dayText(wallDateAt(new Date(at), timeZone), language)
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold wrap-anywhere">{name}</span>
        {isSynced ? <Tag>{t('synced')}</Tag> : null}
      </p>
      <p className="text-sm text-soft">
        {lastUsedAt ? t('used', { when: dayOf(lastUsedAt) }) : t('unused')}
      </p>
      {regressedAt ? (
        <Notice tone="warn">{t('copied', { when: dayOf(regressedAt) })}</Notice>
      ) : null}
    </>
  )
}
