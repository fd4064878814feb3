interface ContactProps {
  readonly name: string
  readonly phone: string
}

/** Whom a store may call, and the number to press. */
export const Contact = ({ name, phone }: ContactProps) => (
  <>
    <strong>{name}</strong>{' '}
    <a href={`tel:${phone}`} className="inline-block underline">
      {phone}
    </a>
  </>
)
