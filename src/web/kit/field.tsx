import { type ComponentProps, type ReactNode, useId } from 'react'
import { lengthOf } from '../../kernel/length.ts'
import { useShellText } from '../text.ts'

export interface About {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** A validation error, shown beside the field. */
  readonly error?: string | undefined
  /**
   * In code points, as the server counts. More than that is an error: the browser's own attribute
   * would cut what is pasted, and count half characters.
   */
  readonly maxLength?: number | undefined
  /** Shows how much of `maxLength` is used. */
  readonly counted?: boolean
}

/** How long a value is, and the error of one that is too long. */
function useLength(value: unknown, most: number | undefined, counted: boolean | undefined) {
  const t = useShellText()
  const length = lengthOf(String(value ?? ''))
  return {
    used: counted ? { length, most } : null,
    tooLong: most !== undefined && length > most ? t('kit.tooLong', { most }) : undefined,
  }
}

type InputProps = About & Omit<ComponentProps<'input'>, 'id' | 'maxLength'>
type TextAreaProps = About & Omit<ComponentProps<'textarea'>, 'id' | 'maxLength'>

/** A text input with label, hint, error and counter. */
export function Field({ label, hint, className = '', ...props }: InputProps) {
  const id = useId()
  const { counted, maxLength, error: given, ...input } = props
  const { used, tooLong } = useLength(input.value, maxLength, counted)
  const error = given ?? tooLong
  return (
    <Around {...{ id, label, hint, error, used, required: input.required }}>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        className={`field ${className}`}
      />
    </Around>
  )
}

export function TextArea({ label, hint, ...props }: TextAreaProps) {
  const id = useId()
  const { counted, maxLength, error: given, ...area } = props
  const { used, tooLong } = useLength(area.value, maxLength, counted)
  const error = given ?? tooLong
  return (
    <Around {...{ id, label, hint, error, used, required: area.required }}>
      <textarea
        rows={3}
        {...area}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        className="field field-sizing-content min-h-24 resize-y"
      />
    </Around>
  )
}

/** Ids for `aria-describedby`. */
export const described = (id: string, hint: ReactNode, error: string | undefined) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

interface AroundProps extends About {
  readonly id: string
  readonly used: { readonly length: number; readonly most: number | undefined } | null
  readonly required: boolean | undefined
  readonly children: ReactNode
}

/** Lays out a control between its label, hint and error. */
export function Around({ id, label, hint, error, used, required, children }: AroundProps) {
  const t = useShellText()
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-semibold">
          {label}
          {required ? null : (
            <span className="ml-1.5 text-sm font-normal text-soft">{t('kit.optional')}</span>
          )}
        </label>
        {used?.most ? (
          <span className="text-sm text-soft" aria-hidden="true">
            {used.length}/{used.most}
          </span>
        ) : null}
      </div>
      {children}
      {error ? (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

/** After errors have rendered: moves the focus to the first one. */
export function focusFirstWrong(form: EventTarget): void {
  requestAnimationFrame(() => {
    if (form instanceof HTMLElement)
      form.querySelector<HTMLElement>('[aria-invalid=true], [data-wrong] input')?.focus()
  })
}
