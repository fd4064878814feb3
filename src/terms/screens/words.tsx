import { Fragment } from 'react'

/** A text of the site: headings, lists and paragraphs; the first heading is of level two, or smaller where it is inside. */
export function Words({
  text,
  inside = false,
}: {
  readonly text: string
  readonly inside?: boolean
}) {
  const Heading = inside ? 'h4' : 'h2'
  return (
    <div className={`grid gap-3 ${inside ? 'text-sm text-soft' : ''} wrap-anywhere`}>
      {blocksOf(text).map((block) => (
        <Fragment key={block.key}>
          {block.is === 'heading' ? (
            <Heading className={inside ? 'font-semibold' : 'mt-3 text-xl font-bold'}>
              {block.lines[0]}
            </Heading>
          ) : null}
          {block.is === 'list' ? (
            <ul className="grid list-disc gap-1.5 pl-5">
              {block.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ) : null}
          {block.is === 'paragraph' ? <p>{block.lines.join(' ')}</p> : null}
        </Fragment>
      ))}
    </div>
  )
}

interface Block {
  readonly key: string
  readonly is: 'heading' | 'list' | 'paragraph'
  readonly lines: readonly string[]
}

/** Lines with `## ` are headings, with `- ` items; an empty line ends a paragraph. */
export function blocksOf(text: string): Block[] {
  const blocks: { key: string; is: Block['is']; lines: string[] }[] = []
  let isOpen = false
  text.split('\n').forEach((line, at) => {
    const is = line.startsWith('## ') ? 'heading' : line.startsWith('- ') ? 'list' : 'paragraph'
    const words = is === 'paragraph' ? line.trim() : line.replace(/^(## |- )/, '')
    if (!words) {
      isOpen = false
      return
    }
    const last = blocks.at(-1)
    if (isOpen && last?.is === is && is !== 'heading') last.lines.push(words)
    else blocks.push({ key: `${at}`, is, lines: [words] })
    isOpen = true
  })
  return blocks
}
