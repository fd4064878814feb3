import { Link } from '@tanstack/react-router'
import { showInStrip } from '../../../web/kit/strip.ts'
import { useDeskText } from './text.ts'

interface TabsProps<Name extends string> {
  readonly label: string
  /** The parts of the desk, each with an address of its own, and what they are called. */
  readonly parts: readonly { readonly name: Name; readonly title: string }[]
  readonly here: Name
  readonly storeId: string
}

const look = (isHere: boolean): string =>
  `flex min-h-12 items-center border-b-3 px-3 font-semibold ${
    isHere ? 'border-accent text-accent' : 'border-transparent text-soft hover:text-ink'
  }`

/** The parts of a store's desk, and its payments, which have a page of their own. */
export function Tabs<Name extends string>({ label, parts, here, storeId }: TabsProps<Name>) {
  const t = useDeskText()
  return (
    <nav
      aria-label={label}
      className="no-print relative -mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-1">
        {parts.map(({ name, title }) => (
          <li key={name} className="shrink-0">
            <Link
              ref={name === here ? showInStrip : undefined}
              to="."
              search={{ tab: name } as never}
              resetScroll={false}
              aria-current={name === here ? 'page' : undefined}
              className={look(name === here)}
            >
              {title}
            </Link>
          </li>
        ))}
        <li className="shrink-0">
          <Link to="/stores/$storeId/payments" params={{ storeId }} className={look(false)}>
            {t('payments')}
          </Link>
        </li>
      </ul>
    </nav>
  )
}
