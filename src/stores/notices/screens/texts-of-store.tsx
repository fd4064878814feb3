import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { useNoticesText } from './text.ts'
import type { TextSettingsAnswer, TextsDraft } from './texts-draft.ts'

const PHONES_MOST = 3
const topics = ['bookings', 'cancellations', 'sold-out', 'payments', 'moves'] as const
const USUAL_QUIET = { from: '22:00', until: '08:00' }

interface TextsOfStoreProps {
  readonly draft: TextsDraft
  readonly people: TextSettingsAnswer['people']
  readonly onChange: (changed: Partial<TextsDraft>) => void
}

/** News of the store on phones of its people: which, to whom, and when not. */
export function TextsOfStore({ draft, people, onChange }: TextsOfStoreProps) {
  const t = useNoticesText()
  if (people.length === 0)
    return (
      <div className="grid justify-items-start gap-2">
        <h3 className="font-semibold">{t('texts.store')}</h3>
        <p className="text-soft">{t('texts.nobody')}</p>
        <Link to="/account" className={buttonLook('quiet')}>
          {t('texts.toAccount')}
        </Link>
      </div>
    )
  const choose = (all: readonly string[], one: string, isChosen: boolean) =>
    isChosen ? [...all, one] : all.filter((other) => other !== one)
  return (
    <>
      <Choices
        title={t('texts.store')}
        options={topics.map((topic) => ({ value: topic, label: t(`texts.topics.${topic}`) }))}
        chosen={draft.topics}
        onChoose={(topic, isChosen) =>
          onChange({ topics: choose(draft.topics, topic, isChosen) as TextsDraft['topics'] })
        }
      />
      <Choices
        title={t('texts.people')}
        lead={t('texts.peopleLead', { most: PHONES_MOST })}
        options={people.map(({ accountId, name, phone }) => ({
          value: accountId,
          label: `${name} · ${phone}`,
        }))}
        most={PHONES_MOST}
        chosen={draft.phones}
        onChoose={(id, isChosen) => onChange({ phones: choose(draft.phones, id, isChosen) })}
      />
      <Quiet quiet={draft.quiet} onChange={(quiet) => onChange({ quiet })} />
    </>
  )
}

interface ChoicesProps {
  readonly title: string
  readonly lead?: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly most?: number
  readonly onChoose: (value: string, isChosen: boolean) => void
}

function Choices({ title, lead, options, chosen, most = options.length, onChoose }: ChoicesProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 font-semibold">{title}</legend>
      {lead ? <p className="text-sm text-soft">{lead}</p> : null}
      {options.map(({ value, label }) => {
        const isChosen = chosen.includes(value)
        return (
          <label key={value} className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              className="size-6 shrink-0"
              checked={isChosen}
              disabled={!isChosen && chosen.length >= most}
              onChange={({ target }) => onChoose(value, target.checked)}
            />
            {label}
          </label>
        )
      })}
    </fieldset>
  )
}

interface QuietProps {
  readonly quiet: TextsDraft['quiet']
  readonly onChange: (quiet: TextsDraft['quiet']) => void
}

function Quiet({ quiet, onChange }: QuietProps) {
  const t = useNoticesText()
  return (
    <fieldset className="grid gap-3">
      <legend className="pb-1 font-semibold">{t('texts.quiet')}</legend>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={quiet !== null}
          onChange={({ target }) => onChange(target.checked ? USUAL_QUIET : null)}
        />
        {t('texts.quietOn')}
      </label>
      {quiet ? (
        <div className="grid grid-cols-2 gap-3">
          {(['from', 'until'] as const).map((end) => (
            <Field
              key={end}
              type="time"
              label={t(`texts.${end}`)}
              required
              value={quiet[end]}
              onChange={({ target }) => onChange({ ...quiet, [end]: target.value })}
            />
          ))}
        </div>
      ) : null}
    </fieldset>
  )
}
