import type { Language } from '../kernel/language.ts'
import type { Drawn } from './drawn.ts'
import { escaped } from './escaped.ts'

/** What a page says of itself to those who read no scripts: previews of links, search engines. */
export interface PageHead {
  readonly status?: 404
  /** The page's path if others lead here too; none for what is a person's own. */
  readonly path?: string
  readonly title: string
  readonly description: string
  /** JSON-LD: what the page is about, as schema.org says it. */
  readonly structured?: object | undefined
  /** The page's beginning, for pages that are the same for all readers. */
  readonly drawn?: Drawn
  /** The same page without JavaScript. */
  readonly plainPath?: string
  readonly picture?: {
    readonly path: string
    readonly alt: string
    readonly width: number
    readonly height: number
  }
}

const LENGTH_MOST = 200
const locales: Readonly<Record<Language, string>> = { ko: 'ko_KR', en: 'en_US' }

interface HeadContext {
  readonly origin: string
  readonly site: string
  readonly language: Language
  /** Of the content security policy. */
  readonly nonce: string
}

/** The tags of a head, everything in it escaped. */
export function headTags(
  { title, description, path, picture, plainPath, structured }: PageHead,
  { origin, site, language, nonce }: HeadContext,
): string {
  const others = Object.entries(locales).filter(([name]) => name !== language)
  return [
    `<title>${escaped(title)}</title>`,
    meta('name', 'description', shortened(description)),
    ...(path === undefined ? [] : [`<link rel="canonical" href="${escaped(origin + path)}" />`]),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', site),
    meta('property', 'og:locale', locales[language]),
    ...others.map(([, locale]) => meta('property', 'og:locale:alternate', locale)),
    meta('property', 'og:title', title),
    meta('property', 'og:description', shortened(description)),
    ...(path === undefined ? [] : [meta('property', 'og:url', origin + path)]),
    ...pictureTags(picture, origin),
    ...(structured ? [structuredTag(structured, nonce)] : []),
    ...(plainPath === undefined
      ? []
      : [
          `<noscript><meta http-equiv="refresh" content="0; url=${escaped(plainPath)}" /></noscript>`,
        ]),
  ].join('\n    ')
}

function pictureTags(picture: PageHead['picture'], origin: string): string[] {
  if (!picture) return [meta('name', 'twitter:card', 'summary')]
  return [
    meta('property', 'og:image', origin + picture.path),
    meta('property', 'og:image:width', String(picture.width)),
    meta('property', 'og:image:height', String(picture.height)),
    ...(picture.alt ? [meta('property', 'og:image:alt', picture.alt)] : []),
    meta('name', 'twitter:card', 'summary_large_image'),
  ]
}

/** No text in it ends the script: `<` is escaped as JSON may. */
const structuredTag = (structured: object, nonce: string): string =>
  `<script type="application/ld+json" nonce="${nonce}">${JSON.stringify(structured).replaceAll('<', '\\u003c')}</script>`

const meta = (kind: 'name' | 'property', name: string, content: string): string =>
  `<meta ${kind}="${name}" content="${escaped(content)}" />`

/** One line, cut between characters. */
function shortened(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, ' ').trim()]
  if (letters.length <= LENGTH_MOST) return letters.join('')
  return `${letters.slice(0, LENGTH_MOST - 1).join('')}…`
}
