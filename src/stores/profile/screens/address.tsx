import { mapLinks, type Where } from '../map-links.ts'
import { useProfileText } from './text.ts'

interface AddressProps {
  readonly at: Where & { readonly detail: string }
  /** Of the store. */
  readonly name: string
}

const link = 'inline-flex min-h-11 items-center font-semibold text-accent underline'

/** Plain links: no script of a map runs here. */
export function Address({ at, name }: AddressProps) {
  const t = useProfileText()
  const links = mapLinks(at, name)
  return (
    <>
      <p>
        {at.address} {at.detail}
      </p>
      <ul aria-label={t('map')} className="flex flex-wrap gap-x-4">
        {(['naver', 'kakao', 'google'] as const).map((map) => (
          <li key={map}>
            <a href={links[map]} target="_blank" rel="noreferrer" className={link}>
              {t(map)}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

export const Phone = ({ phone }: { readonly phone: string }) => (
  <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} className={link}>
    {phone}
  </a>
)
