import { type ComponentProps, type ReactNode, useId } from 'react'
import { useShellText } from '../text.ts'

export interface About {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** A validation error, shown beside the field. */
  readonly error?: string | undefined
  /** Shows how much of `maxLength` is used. */
  readonly counted?: boolean
}

type InputProps = About & Omit<ComponentProps<'input'>, 'id'>
type TextAreaProps = About & Omit<ComponentProps<'textarea'>, 'id'>

/** A text input with label, hint, error and counter. */
export function Field({ label, hint, error, counted, className = '', ...input }: InputProps) {
  const id = useId()
  const used = counted ? { length: String(input.value ?? '').length, most: input.maxLength } : null
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

export function TextArea({ label, hint, error, counted, ...area }: TextAreaProps) {
  const id = useId()
  const used = counted ? { length: String(area.value ?? '').length, most: area.maxLength } : null
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
