import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { ItemFields } from './item-fields.tsx'
import {
  draftOf,
  emptyItem,
  emptySection,
  moved,
  picturesOf,
  type SectionDraft,
  sent,
  wrongIn,
} from './menu-draft.ts'
import { type MenuAnswer, menuQuery } from './menu-query.ts'
import { useMenuText } from './text.ts'

/** The menu of a store, to be changed. */
export function MenuEditor({ store }: DeskPartProps) {
  const query = useQuery(menuQuery(store.id))
  return <Loaded query={query}>{(menu) => <Editor storeId={store.id} menu={menu} />}</Loaded>
}

function Editor({ storeId, menu }: { readonly storeId: string; readonly menu: MenuAnswer }) {
  const t = useMenuText()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(menu))
  const [isTried, setTried] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const pictures = picturesOf(menu)
  const change = (next: readonly SectionDraft[]) => {
    setDraft([...next])
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    setTried(true)
    if (draft.some(({ items }) => items.some((item) => wrongIn(item, menu.currency))))
      return focusFirstWrong(form)
    const answered = await send(() =>
      call<typeof contract.setMenu>('PUT /v1/stores/:storeId/menu', {
        params: { storeId },
        body: { sections: sent(draft, menu.currency) },
      }),
    )
    if (!answered?.ok) return
    setTried(false)
    setDraft(draftOf(answered.answer))
    setSaved(true)
    announce(t('saved'))
    client.setQueryData(menuQuery(storeId).queryKey, answered.answer)
  }
  return (
    <form onSubmit={save} noValidate className="grid max-w-3xl gap-6">
      <p className="text-soft">{t('lead')}</p>
      {draft.length === 0 ? <p>{t('none')}</p> : null}
      {draft.map((section, at) => (
        <Section
          key={section.key}
          {...{
            storeId,
            section,
            at,
            isTried,
            pictures,
            currency: menu.currency,
            count: draft.length,
          }}
          onChange={(next) => change(draft.with(at, next))}
          onMove={(by) => change(moved(draft, at, by))}
          onRemove={() => change(draft.toSpliced(at, 1))}
        />
      ))}
      <Button
        kind="quiet"
        className="justify-self-start"
        onClick={() => change([...draft, emptySection()])}
      >
        {t('addSection')}
      </Button>
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('saved')} /> : null}
      <Submit pending={pending} className="justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

interface SectionProps {
  readonly storeId: string
  readonly pictures: ReturnType<typeof picturesOf>
  readonly section: SectionDraft
  readonly at: number
  readonly count: number
  readonly isTried: boolean
  readonly currency: MenuAnswer['currency']
  readonly onChange: (section: SectionDraft) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

function Section({
  storeId,
  pictures,
  section,
  at,
  count,
  isTried,
  currency,
  onChange,
  onMove,
  onRemove,
}: SectionProps) {
  const t = useMenuText()
  const { items } = section
  const change = (next: SectionDraft['items']) => onChange({ ...section, items: next })
  return (
    <fieldset className="grid gap-4 rounded-3xl border border-line bg-card p-5">
      <legend className="px-1 font-bold">{t('section', { number: at + 1 })}</legend>
      <Field
        label={t('sectionName')}
        hint={t('sectionHint')}
        maxLength={40}
        value={section.name}
        onChange={({ target }) => onChange({ ...section, name: target.value })}
      />
      <ul className="grid gap-4">
        {items.map((item, place) => (
          <ItemFields
            key={item.key}
            {...{ storeId, item, isTried, currency }}
            picture={pictures.get(item.id ?? '') ?? null}
            isFirst={place === 0}
            isLast={place === items.length - 1}
            onChange={(next) => change(items.with(place, next))}
            onMove={(by) => change(moved(items, place, by))}
            onRemove={() => change(items.toSpliced(place, 1))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button kind="quiet" onClick={() => change([...items, emptyItem()])}>
          {t('addItem')}
        </Button>
        {at > 0 ? (
          <Button kind="plain" onClick={() => onMove(-1)}>
            {t('of', { name: t('section', { number: at + 1 }), action: t('up') })}
          </Button>
        ) : null}
        {at < count - 1 ? (
          <Button kind="plain" onClick={() => onMove(1)}>
            {t('of', { name: t('section', { number: at + 1 }), action: t('down') })}
          </Button>
        ) : null}
        <Button kind="plain" onClick={onRemove}>
          {t('removeSection')}
        </Button>
      </div>
    </fieldset>
  )
}
