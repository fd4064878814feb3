import { AddDialog } from '../../../../stores/screens/desk/edit-dialog.tsx'
import { noWall, sentWall, type Wall } from '../../../../stores/screens/wall.ts'
import { WallFields } from '../../../../stores/screens/wall-fields.tsx'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { useForm } from '../../../../web/use-form.ts'
import type * as owner from '../../owner-contract.ts'
import { CodePerformances } from './code-performances.tsx'
import { useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

interface AddCodeProps extends Pick<DeskPartProps, 'store'> {
  readonly onClose: () => void
}

interface Draft {
  readonly name: string
  readonly code: string
  readonly uses: string
  readonly validFrom: Wall
  readonly validUntil: Wall
  /** Undefined: all. */
  readonly performanceIds: readonly string[] | undefined
}

const first: Draft = {
  ...{ name: '', code: '', uses: '100' },
  ...{ validFrom: noWall, validUntil: noWall, performanceIds: undefined },
}

const isCode = (code: string): boolean => code === '' || /^[A-Za-z0-9가-힣-]{4,40}$/.test(code)
const usesOf = (typed: string): number | undefined =>
  /^\d{1,7}$/.test(typed) && Number(typed) > 0 ? Number(typed) : undefined

/** The body of a request; undefined while something is missing. */
function bodyOf({ name, code, uses, performanceIds, ...valid }: Draft) {
  const [validFrom, validUntil] = [sentWall(valid.validFrom), sentWall(valid.validUntil)]
  const usesMost = usesOf(uses)
  if (!name.trim() || !isCode(code) || !usesMost || !validFrom || !validUntil) return undefined
  if (performanceIds?.length === 0) return undefined
  return {
    ...{ name: name.trim(), validFrom, validUntil, usesMost, ...(code && { code }) },
    ...(performanceIds && { performanceIds: [...performanceIds] }),
  }
}

/** A new presale code; without one typed, the server makes it. */
export function AddCode({ store, onClose }: AddCodeProps) {
  const t = useOrganiserText()
  const refresh = useRefreshConcert(store.id)
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first,
    request: (typed: Draft) => {
      const body = bodyOf(typed)
      return (
        body &&
        (() =>
          call<typeof owner.addCode>('POST /v1/concerts/:concertId/presale-codes', {
            params: { concertId: store.id },
            body,
          }))
      )
    },
    onDone: async ({ code }) => {
      await refresh()
      onClose()
      announce(t('codes.added', { code }))
    },
  })
  return (
    <AddDialog
      title={t('codes.addTitle')}
      add={t('codes.add')}
      cancel={t('keep')}
      onSubmit={submit}
      {...{ pending, problem, onClose }}
    >
      <Fields store={store} draft={draft} isTried={isTried} onChange={change} />
    </AddDialog>
  )
}

interface FieldsProps extends Pick<DeskPartProps, 'store'> {
  readonly draft: Draft
  readonly isTried: boolean
  readonly onChange: (part: Partial<Draft>) => void
}

function Fields({ store, draft, isTried, onChange }: FieldsProps) {
  const t = useOrganiserText()
  const { name, code, uses, validFrom, validUntil, performanceIds } = draft
  const wrong = (isWrong: boolean, text: string) => (isTried && isWrong ? text : undefined)
  return (
    <>
      <Field
        label={t('codes.name')}
        hint={t('codes.nameHint')}
        required
        maxLength={40}
        value={name}
        error={wrong(!name.trim(), t('codes.nameMissing'))}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <Field
        label={t('codes.code')}
        hint={t('codes.codeHint')}
        autoComplete="off"
        value={code}
        error={wrong(!isCode(code), t('codes.codeWrong'))}
        onChange={({ target }) => onChange({ code: target.value.trim() })}
      />
      <CodePerformances
        store={store}
        chosen={performanceIds}
        error={wrong(performanceIds?.length === 0, t('codes.someMissing'))}
        onChange={(chosen) => onChange({ performanceIds: chosen })}
      />
      <WallFields
        legend={t('codes.validFrom')}
        wall={validFrom}
        isTried={isTried}
        onChange={(wall) => onChange({ validFrom: wall })}
      />
      <WallFields
        legend={t('codes.validUntil')}
        wall={validUntil}
        isTried={isTried}
        onChange={(wall) => onChange({ validUntil: wall })}
      />
      <Field
        label={t('codes.uses')}
        required
        inputMode="numeric"
        value={uses}
        error={wrong(!usesOf(uses), t('codes.usesWrong'))}
        onChange={({ target }) => onChange({ uses: target.value })}
      />
    </>
  )
}
