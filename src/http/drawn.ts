import type { Language } from '../kernel/language.ts'
import { PICTURE_SIZES } from '../web/kit/picture-sizes.ts'
import { escaped } from './escaped.ts'

/** Neither is chosen here: which language the reader wants is known in the browser only. */
type InBoth = Readonly<Record<Language, string>>

/** The beginning of a page, which is drawn before any script has come. */
export interface Drawn {
  readonly heading: InBoth
  readonly text?: InBoth
  /** Leads the page. */
  readonly picture?: {
    readonly url: string
    readonly smallUrl: string
    readonly alt: string
    readonly width: number
    readonly height: number
  }
}

/**
 * Where and as large as the screen draws it (`web/kit/page.tsx`, the gallery), so that nothing moves when
 * the screen takes over (`web/drawn.ts`). Both languages are in it, and the style sheet shows one.
 */
export const drawnMain = ({ heading, text, picture }: Drawn): string =>
  `<main id="drawn" class="grow pb-10">
        <div class="mx-auto grid w-full max-w-6xl gap-6 px-4 py-5 sm:gap-8 sm:px-6 sm:py-8">
          ${picture ? pictureOf(picture) : ''}
          <div class="grid ${picture ? 'gap-1 sm:gap-3' : 'gap-2'}">
            <h1 class="text-3xl font-extrabold tracking-tight ${sizeOf(picture, text)}">${inBoth(heading)}</h1>
            ${text ? `<p class="max-w-prose whitespace-pre-line text-soft ${picture ? 'sm:text-lg' : 'text-lg'}">${inBoth(text)}</p>` : ''}
          </div>
        </div>
      </main>`

/** A heading alone is that of the home page. */
function sizeOf(picture: Drawn['picture'], text: Drawn['text']): string {
  if (picture) return 'max-sm:text-2xl sm:text-4xl'
  return text ? '' : 'max-sm:text-[1.75rem]'
}

const inBoth = ({ ko, en }: InBoth): string =>
  ko === en
    ? escaped(ko)
    : `<span lang="ko">${escaped(ko)}</span><span lang="en">${escaped(en)}</span>`

const pictureOf = ({ url, smallUrl, alt, width, height }: NonNullable<Drawn['picture']>): string =>
  `<div class="aspect-3/2 overflow-hidden rounded-2xl max-sm:aspect-2/1 md:aspect-auto md:h-[28rem] md:w-[calc(75%-0.1875rem)]">
            <img src="${url}" srcset="${smallUrl} 800w, ${url} 1600w" sizes="${PICTURE_SIZES.page}" alt="${escaped(alt)}" width="${width}" height="${height}" fetchpriority="high" class="size-full bg-well object-cover" />
          </div>`
