import { useDeferredValue, useMemo, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as halls from '../../hall-contract.ts'
import type { Hall } from '../seats/hall.ts'
import { draftOf, drawn, type HallDraft, type SectionDraft, wouldMove } from './draft.ts'
import { HallRefused } from './hall-refused.tsx'
import { type HallView, type OwnLevel, useRefreshConcert } from './owner-queries.ts'
import { Preview } from './preview.tsx'
import { SectionEditor } from './section-editor.tsx'
import { useOrganiserText } from './text.ts'

interface HallEditorProps {
  readonly concertId: string
  readonly currency: HallView['currency']
  readonly levels: readonly OwnLevel[]
  /** The hall that is there; undefined: a new one. */
  readonly hall: Hall | undefined
  readonly onClose: () => void
  readonly onDone: () => void
}

/** A key for each section that stays when others are removed. */
interface Keyed {
  readonly key: number
  readonly section: SectionDraft
}

const newSection = (name: string, level: string): SectionDraft => ({
  name,
  level,
  rows: Array.from({ length: 5 }, (_, index) => ({ row: String(index + 1), seats: 10 })),
})

function useDraft(hall: Hall | undefined, level: string) {
  const [name, setName] = useState(hall?.name ?? '')
  const [sections, setSections] = useState<readonly Keyed[]>(() =>
    (hall ? draftOf(hall).sections : [newSection('A', level)]).map((section, key) => ({
      key,
      section,
    })),
  )
  const draft: HallDraft = useMemo(
    () => ({ name: name.trim(), sections: sections.map(({ section }) => section) }),
    [name, sections],
  )
  return { name, setName, sections, setSections, draft }
}

/** Lays a hall out by sections and rows; the drawing follows what is typed. */
export function HallEditor(props: HallEditorProps) {
  const { concertId, currency, levels, hall, onClose, onDone } = props
  const t = useOrganiserText()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshConcert(concertId)
  const level = levels[0]?.code ?? ''
  const { name, setName, sections, setSections, draft } = useDraft(hall, level)
  const late = useDeferredValue(draft)
  const map = useMemo(() => drawn(late, levels, currency), [late, levels, currency])
  const moves = useMemo(() => hall !== undefined && wouldMove(hall), [hall])
  const save = async () => {
    const sent = await send(() =>
      call<typeof halls.putHall>('PUT /v1/concerts/:concertId/hall', {
        params: { concertId },
        body: { ...draft, name: draft.name || t('csv.defaultName') },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onDone()
  }
  const change = (key: number, section: SectionDraft) =>
    setSections(sections.map((one) => (one.key === key ? { key, section } : one)))
  const add = () => {
    const key = Math.max(-1, ...sections.map((one) => one.key)) + 1
    const letter = String.fromCharCode(65 + (sections.length % 26))
    setSections([...sections, { key, section: newSection(letter, level) }])
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="lg:sticky lg:top-20">
        {map.size > 0 ? <Preview hall={map} className="h-[min(45dvh,30rem)] min-h-72" /> : null}
        <p aria-live="polite" className="mt-2 text-soft">
          {t('editor.seats', { count: map.size })}
        </p>
      </div>
      <div className="grid gap-5">
        <h2 className="text-xl font-bold">{t('editor.title')}</h2>
        {moves ? <Notice tone="warn">{t('editor.moves')}</Notice> : null}
        <Field
          label={t('csv.name')}
          required
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <ul className="grid gap-3">
          {sections.map(({ key, section }) => (
            <li key={key}>
              <SectionEditor
                {...{ section, levels }}
                onChange={(changed) => change(key, changed)}
                onRemove={() => setSections(sections.filter((one) => one.key !== key))}
              />
            </li>
          ))}
        </ul>
        <Button kind="quiet" className="justify-self-start" onClick={add}>
          {t('editor.addSection')}
        </Button>
        <HallRefused problem={problem} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button kind="quiet" onClick={onClose}>
            {t('keep')}
          </Button>
          <Button pending={pending} disabled={map.size === 0} onClick={save}>
            {t('editor.save')}
          </Button>
        </div>
      </div>
    </div>
  )
}
