import type { ComponentProps, ReactNode } from 'react'

export type ButtonKind = 'primary' | 'quiet' | 'plain' | 'danger' | 'plain-danger'

const looks: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-deep border-transparent shadow-sm',
  quiet: 'bg-card text-ink border-edge hover:bg-well',
  plain: 'border-transparent text-accent hover:bg-blush',
  danger: 'bg-card text-bad border-bad hover:bg-bad-ground',
  'plain-danger': 'border-transparent text-bad hover:bg-bad-ground',
}

/** The look of a button, also for links. At least 44 px high; words do not break. */
export const buttonLook = (kind: ButtonKind = 'primary', more = ''): string =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-xl border px-5 py-2 text-center font-semibold wrap-normal transition-colors disabled:opacity-60 forced-colors:border-[ButtonBorder] ${looks[kind]} ${more}`

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  /** In progress: the button stays in place, says so, and ignores presses. */
  readonly pending?: boolean
  readonly children: ReactNode
}

export function Button({ kind, pending, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      className={buttonLook(kind, className)}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  )
}

/** The submit button of a form. */
export const Submit = (props: ButtonProps) => <Button {...props} type="submit" />

export const Spinner = () => (
  <span
    aria-hidden="true"
    className="spin size-4 shrink-0 rounded-full border-2 border-current border-r-transparent"
  />
)
