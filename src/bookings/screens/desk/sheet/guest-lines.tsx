interface GuestLinesProps {
  readonly booking: {
    readonly booker: { readonly phone: string; readonly message?: string | undefined } | null
    readonly note: string | null
  }
}

/** How a guest is called, what they said, and what the desk noted. */
export const GuestLines = ({ booking: { booker, note } }: GuestLinesProps) => (
  <>
    {booker?.phone ? (
      <p>
        <a className="link" href={`tel:${booker.phone}`}>
          {booker.phone}
        </a>
      </p>
    ) : null}
    {booker?.message ? <p className="text-soft">{booker.message}</p> : null}
    {note ? <p className="text-soft">{note}</p> : null}
  </>
)
