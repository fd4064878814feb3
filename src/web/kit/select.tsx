import { type ComponentProps, useId } from 'react'
import { type About, Around, described } from './field.tsx'

type SelectProps = Omit<About, 'counted'> & Omit<ComponentProps<'select'>, 'id'>

/** A native select with label, hint and error. */
export function Select({ label, hint, error, children, ...select }: SelectProps) {
  const id = useId()
  return (
    <Around {...{ id, label, hint, error, used: null, required: select.required }}>
      <select
        {...select}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        className="field"
      >
        {children}
      </select>
    </Around>
  )
}
