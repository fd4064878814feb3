import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const built = fileURLToPath(new URL('../dist/web', import.meta.url))

export interface FirstLoad {
  /** Number of script files that the page needs. */
  readonly files: number
  /** Total size, each compressed separately. */
  readonly gzipBytes: number
}

/**
 * The scripts of a page's first load: those that the built `index.html` names for every page and
 * for `path`, and their static imports. Undefined: the web is not built.
 */
export async function firstLoad(path: string): Promise<FirstLoad | undefined> {
  const html = await readFile(`${built}/index.html`, 'utf8').catch(() => undefined)
  if (html === undefined) return undefined
  const found = new Map<string, number>()
  const add = async (file: string): Promise<void> => {
    if (found.has(file)) return
    found.set(file, 0)
    const text = await readFile(built + file, 'utf8')
    found.set(file, gzipSync(text, { level: 9 }).length)
    for (const [, to = ''] of text.matchAll(/\b(?:from|import)\s*["'](\.[^"']+\.js)["']/g))
      await add(posix.join(posix.dirname(file), to))
  }
  for (const [, file = ''] of html.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+\.js)"/g))
    await add(file)
  for (const file of earlyFiles(html, path)) await add(file)
  return { files: found.size, gzipBytes: [...found.values()].reduce((sum, size) => sum + size, 0) }
}

/** The files that the page declares for the screen at `path`. */
function earlyFiles(html: string, path: string): readonly string[] {
  const list = /\[\{"page":.*?\}\]/.exec(html)?.[0]
  if (!list) throw new Error('the built page no longer says which files it needs early')
  const pages = JSON.parse(list) as { page: string; files: string[] }[]
  const files = pages.find(({ page }) => new RegExp(page).test(path))?.files ?? []
  if (files.length === 0) throw new Error(`the built page names no files for ${path}`)
  return files
}
