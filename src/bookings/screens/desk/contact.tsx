import { shortName, shortPhone, useShortNames } from './short-names.ts'

interface ContactProps {
  readonly name: string
  readonly phone: string
}

/** Whom a store may call, and the number to press, if one was given; on paper shortened, if the store wants it so. */
export function Contact({ name, phone }: ContactProps) {
  const isShort = useShortNames()
  return (
    <>
      <span className={isShort ? 'print:hidden' : undefined}>
        <strong>{name}</strong>{' '}
        {phone ? (
          <a href={`tel:${phone}`} className="inline-block underline">
            {phone}
          </a>
        ) : null}
      </span>
      {isShort ? (
        <span className="hidden print:inline">
          <strong>{shortName(name)}</strong> {shortPhone(phone)}
        </span>
      ) : null}
    </>
  )
}
