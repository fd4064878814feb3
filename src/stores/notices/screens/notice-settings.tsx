import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { useDoors } from '../../screens/use-door.ts'
import type * as contract from '../contract.ts'
import { useNoticesText } from './text.ts'

type Settings = AnswerOf<typeof contract.getNoticeSettings>

const ADDRESSES_MOST = 5
const topics = [
  'bookings',
  'cancellations',
  'sold-out',
  'payments',
  'moves',
  'returns',
  'stock',
] as const
/** Of a store that sells goods. */
const ofGoods: readonly string[] = ['returns', 'stock']

const settingsQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'notice-settings'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getNoticeSettings>('GET /v1/stores/:storeId/notice-settings', {
        params: { storeId },
        signal,
      }),
    ),
})

/** What a store is told of by mail, and where. */
export function NoticeSettings({ store: { id, door, also } }: DeskPartProps) {
  const query = useQuery(settingsQuery(id))
  const doors = useDoors().filter(({ name }) => name === door || also.includes(name))
  const isTimeless = doors.every(({ stores }) => stores.isTimeless)
  const hasGoods = doors.some(({ stores }) => stores.hasGoods)
  return (
    <Loaded query={query}>
      {(known) => <SettingsForm storeId={id} known={known} {...{ isTimeless, hasGoods }} />}
    </Loaded>
  )
}

/** The draft of the form, and sending it. */
function useSettings(storeId: string, known: Settings) {
  const client = useQueryClient()
  const [draft, setDraft] = useState<Pick<Settings, 'topics' | 'addresses'>>(known)
  const [isTried, setTried] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const change = (changed: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changed })
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const addresses = draft.addresses.map((address) => address.trim()).filter(Boolean)
    if (addresses.some(isWrong)) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof contract.changeNoticeSettings>('PUT /v1/stores/:storeId/notice-settings', {
        params: { storeId },
        body: { topics: draft.topics, addresses },
      }),
    )
    if (!sent?.ok) return
    setDraft(sent.answer)
    setSaved(true)
    await client.invalidateQueries({ queryKey: settingsQuery(storeId).queryKey })
  }
  return { draft, change, save, isTried, isSaved, pending, problem }
}

const isWrong = (address: string): boolean =>
  address.trim() !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address.trim())

interface SettingsFormProps {
  readonly storeId: string
  readonly known: Settings
  /** Nothing is moved there. */
  readonly isTimeless: boolean
  readonly hasGoods: boolean
}

function SettingsForm({ storeId, known, isTimeless, hasGoods }: SettingsFormProps) {
  const t = useNoticesText()
  const { draft, change, save, isTried, isSaved, pending, problem } = useSettings(storeId, known)
  return (
    <form onSubmit={save} noValidate className="grid max-w-xl gap-8">
      <p className="text-soft">{t(isTimeless && hasGoods ? 'goods.lead' : 'lead')}</p>
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('saved')} /> : null}
      <fieldset className="grid gap-2">
        <legend className="pb-2 text-xl font-bold">{t('topics.title')}</legend>
        {topics
          .filter((topic) => !(isTimeless && (topic === 'moves' || topic === 'sold-out')))
          .filter((topic) => hasGoods || !ofGoods.includes(topic))
          .map((topic) => (
            <label key={topic} className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                className="size-6 shrink-0"
                checked={draft.topics.includes(topic)}
                onChange={({ target }) =>
                  change({
                    topics: topics.filter((one) =>
                      one === topic ? target.checked : draft.topics.includes(one),
                    ),
                  })
                }
              />
              {t(isTimeless && hasGoods ? `goods.${topic}` : `topics.${topic}`)}
            </label>
          ))}
      </fieldset>
      <Addresses
        addresses={draft.addresses}
        owner={known.ownerAddress}
        isTried={isTried}
        onChange={(addresses) => change({ addresses })}
      />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

interface AddressesProps {
  readonly addresses: Settings['addresses']
  readonly owner: string | null
  readonly isTried: boolean
  readonly onChange: (addresses: string[]) => void
}

function Addresses({ addresses, owner, isTried, onChange }: AddressesProps) {
  const t = useNoticesText()
  return (
    <fieldset className="grid gap-4">
      <legend className="pb-2 text-xl font-bold">{t('addresses.title')}</legend>
      <p className="text-soft">
        {addresses.length === 0
          ? t('addresses.none', { address: owner ?? '' })
          : t('addresses.lead', { most: ADDRESSES_MOST })}
      </p>
      {addresses.map((address, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its position
        <div key={at} className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
          <Field
            label={t('addresses.nth', { nth: at + 1 })}
            type="email"
            required
            maxLength={254}
            autoComplete="off"
            value={address}
            error={isTried && isWrong(address) ? t('addresses.wrong') : undefined}
            onChange={({ target }) => onChange(addresses.with(at, target.value))}
          />
          <Button kind="quiet" onClick={() => onChange(addresses.toSpliced(at, 1))}>
            {t('addresses.remove')}
          </Button>
        </div>
      ))}
      {addresses.length < ADDRESSES_MOST ? (
        <Button
          kind="quiet"
          className="justify-self-start"
          onClick={() => onChange([...addresses, ''])}
        >
          {t('addresses.add')}
        </Button>
      ) : null}
    </fieldset>
  )
}
