import { type FormEvent, useState } from 'react'
import { Button, Submit } from '../../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../../web/kit/field.tsx'
import { withArea, withAreaNamed, withoutArea } from './plan-draft.ts'
import type { Plan } from './seating-queries.ts'
import { useSeatingText } from './text.ts'

interface AreaTabsProps {
  readonly draft: Plan
  readonly change: (plan: Plan) => void
  readonly here: string | undefined
  readonly onShow: (areaId: string) => void
}

/** The areas of a restaurant: room, bar, terrace. */
export function AreaTabs({ draft, change, here, onShow }: AreaTabsProps) {
  const t = useSeatingText()
  const [editing, setEditing] = useState<'new' | 'here' | 'gone'>()
  const area = draft.areas.find(({ id }) => id === here)
  const count = draft.tables.filter(({ areaId }) => areaId === here).length
  const close = () => setEditing(undefined)
  const remove = () => {
    close()
    if (here) change(withoutArea(draft, here))
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {draft.areas.map(({ id, name }) => (
        <Button
          key={id}
          kind={id === here ? 'primary' : 'quiet'}
          aria-pressed={id === here}
          className="px-4"
          onClick={() => onShow(id)}
        >
          {name}
        </Button>
      ))}
      {area ? (
        <>
          <Button kind="plain" className="px-2" onClick={() => setEditing('here')}>
            {t('area.rename')}
          </Button>
          <Button
            kind="plain"
            className="px-2"
            aria-label={t('area.removeOf', { area: area.name })}
            onClick={() => (count === 0 ? remove() : setEditing('gone'))}
          >
            {t('area.remove')}
          </Button>
        </>
      ) : null}
      <Button kind="plain" className="px-2" onClick={() => setEditing('new')}>
        {t('area.add')}
      </Button>
      {editing === 'gone' && area ? (
        <Dialog title={t('area.removeOf', { area: area.name })} onClose={close}>
          <p>{t('area.removeLead', { count })}</p>
          <DialogActions keep={t('area.keep')} onKeep={close}>
            <Button kind="danger" onClick={remove}>
              {t('area.remove')}
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
      {editing === 'new' || editing === 'here' ? (
        <AreaDialog
          title={t(editing === 'new' ? 'area.add' : 'area.rename')}
          first={editing === 'here' ? (area?.name ?? '') : ''}
          taken={draft.areas.flatMap(({ id, name }) =>
            editing === 'here' && id === here ? [] : name,
          )}
          onClose={close}
          onName={(name) => {
            close()
            const next =
              editing === 'here' && here ? withAreaNamed(draft, here, name) : withArea(draft, name)
            change(next)
            if (editing === 'new') onShow(next.areas.at(-1)?.id ?? '')
          }}
        />
      ) : null}
    </div>
  )
}

interface AreaDialogProps {
  readonly title: string
  readonly first: string
  /** Names of the others. */
  readonly taken: readonly string[]
  readonly onName: (name: string) => void
  readonly onClose: () => void
}

function AreaDialog({ title, first, taken, onName, onClose }: AreaDialogProps) {
  const t = useSeatingText()
  const [name, setName] = useState(first)
  const [isTried, setTried] = useState(false)
  const typed = name.trim()
  const fault = typed === '' ? 'nameMissing' : taken.includes(typed) ? 'nameTwice' : undefined
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (fault) focusFirstWrong(event.currentTarget)
    else onName(typed)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field
          label={t('area.name')}
          required
          maxLength={40}
          value={name}
          hint={t('area.hint')}
          error={isTried && fault ? t(fault) : undefined}
          onChange={({ target }) => setName(target.value)}
        />
        <Submit className="justify-self-end">{t('apply')}</Submit>
      </form>
    </Dialog>
  )
}
