import { type ReactNode, useState } from 'react'
import type { Currency } from '../../../../kernel/money.ts'
import {
  type ChangeActions,
  ChangeDialog,
  ChangeForm,
} from '../../../../stores/screens/desk/edit-dialog.tsx'
import type { Result } from '../../../../web/call.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useTimeText } from './text.ts'
import {
  type OfferedTime,
  readTimeDraft,
  type TimeDraft,
  TimeFields,
  type TimeWords,
} from './time-fields.tsx'
import { isFreeAlone, type KnownTime } from './typed-price.ts'

interface ChangeFieldsProps {
  readonly first: TimeDraft
  readonly words: TimeWords
  readonly currency: Currency
  /** How much of it is taken, and what that means for a change. */
  readonly taken: number
  readonly impact: string
  /** The store's other times. */
  readonly others: readonly KnownTime[]
  readonly removal: { readonly button: string }
  readonly request: (time: OfferedTime) => Promise<Result<unknown>>
  /** Below the fields. */
  readonly children?: ReactNode
}

interface ChangeTimeProps extends ChangeFieldsProps {
  readonly title: string
  readonly removal: {
    readonly button: string
    readonly title: string
    readonly lead: string
    readonly confirm: string
    readonly request: () => Promise<Result<unknown>>
  }
  readonly refresh: () => Promise<unknown>
  readonly onClose: () => void
}

/** Changes a time that a store offers, or removes it; existing bookings stay as they are. */
export function ChangeTime({ title, refresh, onClose, ...fields }: ChangeTimeProps) {
  const t = useTimeText()
  const { lead, confirm, request, title: removeTitle } = fields.removal
  return (
    <ChangeDialog
      {...{ title, removeTitle, refresh, onClose }}
      form={(actions) => <ChangeFields {...fields} {...actions} />}
      removal={{ keep: t('cancel'), confirm, request, children: <p>{lead}</p> }}
    />
  )
}

function ChangeFields(props: ChangeFieldsProps & ChangeActions) {
  const { first, words, currency, taken, impact, others, removal, request, ...rest } = props
  const { children, ...actions } = rest
  const t = useTimeText()
  const [draft, setDraft] = useState(first)
  const time = readTimeDraft(draft, currency)
  return (
    <ChangeForm
      remove={removal.button}
      save={t('save')}
      request={time && (() => request(time))}
      {...actions}
    >
      <Notice tone={taken > 0 ? 'warn' : 'plain'}>{impact}</Notice>
      <TimeFields {...{ draft, words, currency }} onChange={setDraft} isTried />
      {draft.price !== first.price && isFreeAlone(time?.price, others) ? (
        <Notice tone="warn" title={t('free')}>
          {t('freeOthers')}
        </Notice>
      ) : null}
      {children}
    </ChangeForm>
  )
}
